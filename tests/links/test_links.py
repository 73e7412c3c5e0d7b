"""Links in mail: one purpose, one use, an end; the database holds no token."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.database import db, new_id
from placement_portal.links import queries, rules, service
from placement_portal.links.models import MailedLink
from placement_portal.links.rules import LinkPurpose
from placement_portal.links.service import DeadLink
from tests import world
from tests.conftest import Given

RESET, INVITE = LinkPurpose.RESET_PASSWORD, LinkPurpose.ACCEPT_INVITATION


@pytest.fixture
def ada(given: Given) -> Person:
    with given():
        return world.person("Ada Fenwick")


def test_a_link_opens_once_for_its_own_purpose(ada: Person, given: Given, looking: Given) -> None:
    with given():
        token = service.make(RESET, ada, "ada@example.org")
        assert len(token) == 43
    with looking():
        assert queries.peek(token, INVITE) is None
        link = queries.peek(token, RESET)
        assert link is not None
        assert link.token_hash != token
    with given(), pytest.raises(DeadLink):
        service.use(token, INVITE)
    with given():
        assert service.use(token, RESET).address == "ada@example.org"
    with given(), pytest.raises(DeadLink):
        service.use(token, RESET)
    with looking():
        assert queries.peek(token, RESET) is None
        assert queries.find(token, RESET) is not None


@pytest.mark.parametrize("token", ["", "x" * 43, "é\x00\ud800", "x" * 10_000])
def test_nonsense_opens_nothing(token: str, given: Given) -> None:
    with given():
        assert queries.find(token, RESET) is None
        with pytest.raises(DeadLink):
            service.use(token, RESET)


@pytest.mark.parametrize("purpose", LinkPurpose)
def test_a_link_ends_when_its_lifetime_is_over(ada: Person, given: Given, purpose: LinkPurpose) -> None:
    with time_machine.travel(clock.now(), tick=False) as now:
        with given():
            token = service.make(purpose, ada, "ada@example.org")
        now.shift(rules.LIFETIME[purpose])
        with given():
            assert queries.peek(token, purpose) is None
            with pytest.raises(DeadLink):
                service.use(token, purpose)


def test_links_are_revoked_by_person_or_by_subject(ada: Person, given: Given) -> None:
    subject, other = new_id(), new_id()
    with given():
        ben = world.person("Ben Ostler")
        hers, about = (
            service.make(INVITE, ada, "a@example.org", other),
            service.make(INVITE, ada, "a@example.org", subject),
        )
        his = service.make(INVITE, ben, "b@example.org", subject)
    with given():
        service.revoke(INVITE, person=ada, subject_id=subject)
        assert [queries.peek(token, INVITE) is not None for token in (hers, about, his)] == [True, False, True]
        service.revoke(INVITE, subject_id=subject)
        assert [queries.peek(token, INVITE) is not None for token in (hers, his)] == [True, False]
        service.revoke(RESET, person=ada)
        assert queries.peek(hers, INVITE) is not None
        service.revoke(INVITE, person=ada)
        assert queries.peek(hers, INVITE) is None


def test_links_that_ended_long_ago_are_forgotten(ada: Person, given: Given, looking: Given) -> None:
    with given():
        service.make(RESET, ada, "ada@example.org")
    with given():
        service.forget(clock.now() + timedelta(days=180))
    with looking():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(MailedLink)) == 1
    with given():
        service.forget(clock.now() + timedelta(days=181))
    with looking():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(MailedLink)) == 0
