"""A letter as a PDF that screen readers can read: written by Typst from plain data, never from markup."""

import json
from typing import Any

from flask import Response
from flask.typing import ResponseReturnValue

from placement_portal import clock, config
from placement_portal.access import Permission, requires
from placement_portal.letters import queries
from placement_portal.letters.models import AssuranceLetter
from placement_portal.letters.rules import LetterStanding
from placement_portal.letters.views.answers import blueprint, note_read
from placement_portal.web.formats import iso_day, long_day
from placement_portal.web.labels import label
from placement_portal.web.redirects import say, see_other

ACCENT = "#0b5351"
NO_GLYPH = "The PDF cannot show every letter of a name on it. Print this page instead: it says the same."


class NotPrintable(ValueError):
    """A name has letters for which this machine has no font, and a PDF without them must not be given."""


@blueprint.get("/letters/<uuid:letter_id>/letter.pdf")
@requires(Permission.SEE_LETTER, queries.find)
def pdf(letter: AssuranceLetter) -> ResponseReturnValue:
    """Give a letter to print; one that is not current is not printed."""
    if queries.holding_of([letter])[letter.id].standing is not LetterStanding.CURRENT:
        say("This letter is not current, so there is nothing to print.")
        return see_other("letters.letter", letter_id=letter.id)
    try:
        made = write(letter)
    except NotPrintable:
        say(NO_GLYPH)
        return see_other("letters.letter", letter_id=letter.id)
    note_read("printed letter", letter.provider_id, [letter])
    name = f"letter-{letter.made_at:%Y-%m-%d}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(made, mimetype="application/pdf", headers=headers)


def write(letter: AssuranceLetter) -> bytes:
    """Return the letter as PDF/UA-1, in the name that the student uses now; raise `NotPrintable`."""
    import typst  # only when somebody prints: it is large

    source = config.folder("templates") / "letters" / "letter.typ"
    said = {"said": json.dumps(_said(letter))}
    try:
        return bytes(typst.compile(source.read_bytes(), sys_inputs=said, pdf_standards=["ua-1"]))
    except typst.TypstError as error:
        raise NotPrintable(str(error)) from None


def _said(letter: AssuranceLetter) -> dict[str, Any]:
    today = clock.today(letter.provider.zone)
    return {
        "provider": letter.provider.name,
        "accent": letter.provider.accent or ACCENT,
        "today": long_day(today),
        "year": today.year,
        "month": today.month,
        "day": today.day,
        "site": letter.site.name,
        "address": [line for line in (letter.site.address or letter.site.place).splitlines() if line.strip()],
        "student": letter.placement.student.person.name,
        "university": letter.placement.university.name,
        "from": long_day(letter.placement.starts),
        "to": long_day(letter.placement.ends),
        "shows": label(letter.shows).text,
        "lines": [[each["what"], each["by"], iso_day(each["seen_on"])] for each in letter.lines],
        "ring_name": letter.ring_name,
        "ring_phone": letter.ring_phone,
        "made_on": long_day(clock.local(letter.made_at, letter.provider.zone).date()),
        "number": letter.number,
    }
