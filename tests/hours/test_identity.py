"""What could tell who a client is, and what never should raise a warning."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placement_portal.hours.rules import IDENTITY_SENTENCES, IdentityWarning, is_nhs_number, looks_identifying

W = IdentityWarning


@pytest.mark.parametrize(
    "text, warning, words",
    [
        ("A boy called Tom joined us.", W.NAME, "Tom"),
        ("Her name is Siân.", W.NAME, "Siân"),
        ("His name’s Aled", W.NAME, "Aled"),
        ("I learnt to wait when client Jayden cried.", W.NAME, "Jayden"),
        ("Talked to Zofia's mum about endings.", W.NAME, "Zofia"),
        ("Jack Smith found the bell.", W.NAME, "Jack Smith"),
        ("Olivia was tired and I went too fast.", W.NAME, "Olivia"),
        ("I worked with Oliver again.", W.NAME, "Oliver"),
        ("The boy in my group is called Rhys.", W.NAME, "Rhys"),
        ("After the song Jack Smith cried.", W.NAME, "Jack Smith"),
        ("In school Oliver was tired.", W.NAME, "Oliver"),
        ("I listened to Oliver's mum.", W.NAME, "Oliver"),
        ("We wrote a song for client Zofia's goodbye.", W.NAME, "Zofia"),
        ("J.S. was tired today.", W.INITIALS, "J.S."),
        ("I think JB was upset.", W.INITIALS, "JB"),
        ("born 12/03/2015", W.DATE_OF_BIRTH, "12/03/2015"),
        ("DOB: 3 May 2014", W.DATE_OF_BIRTH, "3 May 2014"),
        ("date of birth 2014-05-03", W.DATE_OF_BIRTH, "2014-05-03"),
        ("birthday is on the 3rd of May", W.DATE_OF_BIRTH, "3rd of May"),
        ("ring 07700 900123 first", W.PHONE_NUMBER, "07700 900123"),
        ("ring +44 7700 900123", W.PHONE_NUMBER, "+44 7700 900123"),
        ("ring (01632) 960 001", W.PHONE_NUMBER, "01632) 960 001"),
        ("number 943 476 5919", W.NHS_NUMBER, "943 476 5919"),
        ("number 9434765919.", W.NHS_NUMBER, "9434765919"),
        ("pupil A123456789012", W.UPN, "A123456789012"),
        ("pupil t12345678901c", W.UPN, "t12345678901c"),
    ],
)
def test_strong_signs_warn(text: str, warning: IdentityWarning, words: str) -> None:
    (found,) = [found for found in looks_identifying(text) if (found.warning, found.words) == (warning, words)]
    assert found.sentence.startswith(f"“{words}” looks like")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "C1 and G2 both came. I waited longer before answering.",
        "Client C1 sang the Hello song, then we ended with Goodbye.",
        "We sang Twinkle Twinkle Little Star and Frère Jacques.",
        "J.S. Bach, Johann Sebastian Bach and C.P.E. Bach",
        "Benjamin Britten's Ceremony of Carols, then Clair de Lune by Debussy",
        "Ralph Vaughan Williams and Grace Williams",
        "A song by Ed Sheeran, and a piece by Michael Smith",
        "Listened to Bill Evans with the group.",
        "the song called Calon Lân",
        "a game called Pass the Drum, then something called Intensive Interaction",
        "Yesterday by Michael Smith; an album recorded by Emma Jones; we sang Daisy",
        "Canu Bore Da gyda'r plant, Ysgol Gymraeg, Dydd Llun",
        "Mae Calon Lân yn hyfryd. Penblwydd hapus!",
        "Ar Hyd y Nos and Myfanwy on the Telyn",
        "used the Orff xylophone, Djembe, Cajon and an Ocean Drum",
        "Jack and Jill, Hey Jude, Danny Boy and Daisy Bell",
        "Old MacDonald had a farm; Michael Row the Boat Ashore; Mary had a little lamb",
        "I sang 'Jolene' and “Lucy in the Sky” and \"Oliver was here\"",
        "Played Air on the G String in D major, then E minor",
        "Nordoff Robbins, Bruscia's profiles and Daniel Stern",
        "Today's class was busy. Monday's session moved.",
        "My TA was late, the OT was there, and in P.E. we shared the U.K. anthem.",
        "I read about child Protection and pupil Premium.",
        "On 12/03/2026 at 10:30 for 45 minutes, room 101",
        "3 of 10 at bar 1234567890",
        "Winnicott's holding and Bowlby's base",
    ],
)
def test_music_welsh_and_codes_stay_silent(text: str) -> None:
    assert looks_identifying(text) == []


@given(st.text(max_size=280))
def test_any_text_gets_an_answer_from_its_own_words(text: str) -> None:
    found = looks_identifying(text)
    assert len(found) == len(set(found))
    for piece in found:
        assert piece.words
        assert piece.words in piece.sentence


@given(st.from_regex(r"\A[1-9][0-9]{8}\Z"))
def test_at_most_one_check_digit_makes_an_nhs_number(digits: str) -> None:
    fitting = [digit for digit in "0123456789" if is_nhs_number(digits + digit)]
    assert len(fitting) <= 1
    for digit in "0123456789":
        warned = W.NHS_NUMBER in {found.warning for found in looks_identifying(f"see {digits}{digit} here")}
        assert warned == (digit in fitting)


def test_every_warning_has_a_sentence() -> None:
    assert set(IDENTITY_SENTENCES) == set(IdentityWarning)


@pytest.mark.parametrize(
    "piece", ["A", "Aa ", "Aa-", "A. ", "A.", "0 ", "0(", "1", " ", "Aa by ", "called ", "'", "“a", "born is "]
)
def test_no_text_takes_long(piece: str) -> None:
    assert len(looks_identifying("Jack" + piece * 5000)) < 3
