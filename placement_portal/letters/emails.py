"""What we write about letters: the link alone to the setting, never its code; that somebody must ring, never why."""

from collections.abc import Iterable
from datetime import datetime

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.accounts.queries import address_of
from placement_portal.letters.models import AssuranceLetter
from placement_portal.mail import service as mail
from placement_portal.mail.service import Letter


def sent(letter: AssuranceLetter, token: str) -> None:
    """Send the link of a letter to the setting; the code goes another way."""
    student, provider = letter.placement.student.person.name, letter.provider.name
    said = (
        f"{student} comes to {letter.site.name} on a placement with {provider}. Our letter of assurance says what was "
        "seen before, by whom, and whom to ring. Its page always says whether it is current.",
        f"For the page you need a code of six digits. {letter.ring_name} gives it to you by telephone.",
    )
    _to_setting(
        letter,
        f"Letter of assurance: {student}",
        said,
        href=mail.link_to("letters.opened", token=token),
        action="Open the letter",
        after=(f"Questions? Ring {letter.ring_name} on {letter.ring_phone}. Keep this link to yourselves.",),
    )


def please_ring(letter: AssuranceLetter) -> None:
    """Ask a setting to ring about a letter that is not current; never why."""
    student = letter.placement.student.person.name
    said = (
        f"The letter of assurance about {student} is not current.",
        f"Please ring {letter.ring_name} on {letter.ring_phone} before {student} comes to {letter.site.name} again. "
        "They will tell you what to do. Please do not answer by e-mail.",
    )
    _to_setting(letter, f"Please ring us: letter of assurance about {student}", said)


def ring_first(letter: AssuranceLetter, due: datetime, leads: Iterable[Person]) -> None:
    """Ask the provider's safeguarding leads to ring the student, then have the setting told; at the latest when due."""
    student, site = letter.placement.student.person.name, letter.site.name
    at = clock.local(due, letter.provider.zone).strftime("%H:%M")
    said = (
        f"The letter of assurance about {student} to {site} is not current any more. Its page says so already.",
        f"Please ring {student} first. Then open the letter and press Send, so that {site} is asked to ring you. "
        f"If nobody does, that mail goes by itself at {at}.",
    )
    href = mail.link_to("letters.letter", letter_id=letter.id)
    for person in leads:
        address = address_of(person.id)
        if address:
            written = Letter(
                subject=f"Ring {student}: a letter is not current",
                name=person.name,
                paragraphs=said,
                href=href,
                action="Open the letter",
            )
            mail.send(written, address=address, person=person)


def _to_setting(letter: AssuranceLetter, subject: str, said: tuple[str, ...], **more: object) -> None:
    name = letter.site.link_person or f"colleagues at {letter.site.name}"
    mail.send(Letter(subject=subject, name=name, paragraphs=said, **more), address=letter.sent_to)  # type: ignore[arg-type]
