"""A university and a provider at the end of one year, and the hands of their people through the next."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Final

from flask import Flask
from playwright.sync_api import Page, expect
from time_machine import Traveller

from placement_portal import clock
from placement_portal.organisations.rules import MembershipRole
from placement_portal.programmes.rules import ProgrammeRoleKind
from tests import world
from tests.browser.watching import Window
from tests.world import PASSWORD

PROVIDER, UNIVERSITY = "Fenland Music Service", "University of the Fens"
PROGRAMME, SCHOOL = "MA Music Therapy", "Willow Bank School"
STUDENT, COORDINATOR, HOST = "Siân Ŵyn-O'Neill", "Bashir Rahman", "Grace Lindqvist"
SUPERVISOR, OTHER_SUPERVISOR, TUTOR = "Maya Okafor", "Tom Baptiste", "Dr Ines Calder"
YEAR: Final = clock.today().year + 1
SOON: Final = 20_000  # milliseconds, on a busy machine
MIDDAY: Final = time(12, tzinfo=UTC)


def address_of(name: str) -> str:
    """Return with what somebody signs in."""
    return f"{name.split()[-1].lower()}@example.org".replace("'", "")


def last_year() -> None:
    """Add both organisations with their people, and the cohort that began in the September before."""
    us, music = world.university(UNIVERSITY), world.provider(PROVIDER)
    world.partnership(us, music)
    world.site(music, SCHOOL, safeguarding_contact="01632 960 100")
    stage = world.course(us, PROGRAMME)
    cohort, programme = stage.cohort, stage.cohort.version_of.programme
    cohort.name, cohort.start_year = f"September {YEAR - 1}", YEAR - 1
    stage.starts, stage.ends = date(YEAR - 1, 9, 1), date(YEAR, 7, 31)
    stage.terms[0].starts, stage.terms[0].ends = stage.starts, stage.ends
    second = world.stage(cohort, 2, starts=date(YEAR, 9, 1), ends=date(YEAR + 1, 7, 31))
    world.rule_set(second)
    world.student(world.person("Þóra Jónsdóttir"), stage)
    for name, kind in ((COORDINATOR, ProgrammeRoleKind.UNIVERSITY_COORDINATOR), (TUTOR, ProgrammeRoleKind.TUTOR)):
        world.programme_role(world.person(name, address=address_of(name)), programme, kind)
    for name in (SUPERVISOR, OTHER_SUPERVISOR):
        someone = world.supervising(music, world.person(name, address=address_of(name)))
        world.supervisor_profile(someone, music, students=3)
    host = world.person(HOST, address=address_of(HOST))
    world.member(host, music, MembershipRole.PROVIDER_COORDINATOR)


@dataclass
class Hand:
    """What somebody does on a page, in the words that stand on it."""

    page: Page

    def follow(self, *words: str) -> None:
        """Follow links, one after the other."""
        for each in words:
            with self.page.expect_navigation():
                self.page.get_by_role("link", name=each).first.click()

    def press(self, words: str) -> None:
        """Press a button."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=words).first.click()

    def write(self, **answers: str) -> None:
        """Type into the fields of these names."""
        for name, typed in answers.items():
            self.page.locator(f"[name='{name}']").fill(typed)

    def say(self, question: str, typed: str) -> None:
        """Type into the field that is called by its question."""
        self.page.get_by_label(question).first.fill(typed)

    def day(self, question: str, when: date) -> None:
        """Type a day into its three parts."""
        parts = self.page.get_by_role("group", name=question).first
        for part in ("Day", "Month", "Year"):
            parts.get_by_label(part, exact=True).fill(str(getattr(when, part.lower())))

    def tick(self, *choices: str) -> None:
        """Tick boxes and circles by what they say."""
        for each in choices:
            self.page.get_by_label(each, exact=True).first.check()

    def choose(self, question: str, answer: str) -> None:
        """Choose from a list."""
        self.page.get_by_label(question).first.select_option(label=answer)

    def reads(self, *words: str) -> None:
        """Fail when these words are not to be seen."""
        for each in words:
            expect(self.page.get_by_text(each).first).to_be_visible()


@dataclass
class TheYear:
    """The portal of both organisations, the day it is there, and the windows of their people on that day."""

    app: Flask
    now: Traveller
    open_window: Callable[[], Window]
    windows: dict[str, Window] = field(default_factory=dict)

    def comes_to(self, day: int, month: int, year: int = YEAR) -> None:
        """Let it be midday of a later day: everybody was signed out in the meantime."""
        for window in self.windows.values():
            assert not window.complaints
            window.page.context.close()
        self.windows.clear()
        self.now.move_to(datetime.combine(date(year, month, day), MIDDAY))

    def hand_of(self, name: str) -> Hand:
        """Return the hand of somebody who stands at the home page, signed in by password."""
        if name in self.windows:
            window = self.windows[name]
            window.go("/")
        else:
            window = self.windows[name] = self.open_window()
            window.page.set_default_timeout(SOON)
            window.go("/sign-in")
            hand = Hand(window.page)
            hand.write(address=address_of(name), password=PASSWORD)
            hand.press("Sign in")
            expect(window.page.get_by_text(f"Good to see you, {name}")).to_be_visible()
        return Hand(window.page)
