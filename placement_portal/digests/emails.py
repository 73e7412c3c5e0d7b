"""The daily letter: how much needs somebody, never about whom and never what is in it."""

from collections.abc import Mapping, Sequence
from typing import Final

from placement_portal.accounts.models import Person
from placement_portal.digests.rules import DigestPart, Needs
from placement_portal.mail import service as mail
from placement_portal.mail.service import Letter
from placement_portal.web.formats import long_day, plural

P = DigestPart
WORDS: Final[Mapping[DigestPart, tuple[str, str]]] = {
    P.CHECKS_STOPPED: (
        "One of your checks holds no longer. Talk to the officer before you go to your placement.",
        "%(n)s of your checks hold no longer. Talk to the officer before you go to your placement.",
    ),
    P.CHECKS_LAPSED: ("One of your checks has ended.", "%(n)s of your checks have ended."),
    P.CHECKS_CAME_BACK: (
        "One of your checks came back. Its page says why, and what to do now.",
        "%(n)s of your checks came back. Their page says why, and what to do now.",
    ),
    P.CHECKS_TO_SEND: ("One check is yours to send.", "%(n)s checks are yours to send."),
    P.CHECKS_END: ("One of your checks ends soon", "%(n)s of your checks end soon"),
    P.HOURS_CAME_BACK: ("One entry of your hours came back.", "%(n)s entries of your hours came back."),
    P.TO_DECIDE: (
        "One thing waits for your decision or signature.",
        "%(n)s things wait for your decision or signature.",
    ),
    P.SUPERVISED_NOT_READY: (
        "One student whom you supervise may not see clients now, or only accompanied.",
        "%(n)s students whom you supervise may not see clients now, or only accompanied.",
    ),
    P.LAST_DAY_TO_PLAN: (
        "A check ends on one placement: say what happens for each client",
        "A check ends on %(n)s placements: say what happens for each client",
    ),
    P.SETTINGS_TO_TELL: (
        "After a stop, one setting is to be asked to ring you, once you have rung the student.",
        "After a stop, %(n)s settings are to be asked to ring you, once you have rung the students.",
    ),
    P.EXCEPTIONS_WAIT: (
        "One exception waits for your signature, or for your no.",
        "%(n)s exceptions wait for your signature, or for your no.",
    ),
    P.CHECKS_WAIT: ("One check waits for an officer.", "%(n)s checks wait for an officer."),
    P.CHECKS_TO_ACCEPT: (
        "One check was seen by others and waits to be accepted.",
        "%(n)s checks were seen by others and wait to be accepted.",
    ),
    P.NOT_READY: (
        "One student has begun, or begins within two weeks, and may not come on site yet.",
        "%(n)s students have begun, or begin within two weeks, and may not come on site yet.",
    ),
    P.ENDS_AT_OURS: (
        "One student has a check that ends within two weeks",
        "%(n)s students have a check that ends within two weeks",
    ),
    P.CHANGES_WAIT: ("One change of a placement waits for your answer.", "%(n)s changes wait for your answer."),
    P.NOW_NOT_POSSIBLE: (
        "Since last week, one target of a student whom you tutor is not possible any more as planned.",
        "Since last week, targets of %(n)s students whom you tutor are not possible any more as planned.",
    ),
    P.NOW_NEED_A_PLAN: (
        "Since last week, one student whom you tutor needs a plan.",
        "Since last week, %(n)s students whom you tutor need a plan.",
    ),
    P.NOW_BEHIND: (
        "Since last week, one student whom you tutor is behind.",
        "Since last week, %(n)s students whom you tutor are behind.",
    ),
    P.NOW_ON_COURSE: (
        "Since last week, one student whom you tutor is on course.",
        "Since last week, %(n)s students whom you tutor are on course.",
    ),
    P.PROPOSALS_WAIT: ("One proposal waits for your decision.", "%(n)s proposals wait for your decision."),
}


def daily(person: Person, address: str, needs: Sequence[Needs]) -> None:
    """Queue the letter of a day."""
    letter = Letter(
        subject="What needs you today",
        name=person.name,
        paragraphs=[_sentence(each) for each in needs],
        href=mail.link_to("home.home"),
        action="Open your page",
        after=["This comes at most once a day: when something is new, and after a week when it still waits."],
    )
    mail.send(letter, address=address, person=person)


def _sentence(each: Needs) -> str:
    words = plural(each.number, *WORDS[each.part])
    if words.endswith("."):
        return words
    return f"{words}, the first on {long_day(each.day)}." if each.day else f"{words}."
