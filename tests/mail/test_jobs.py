"""Sending, to a real SMTP server: at least once, in time, with a Message-ID that stays."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from placement_portal import clock, config, transaction
from placement_portal.config import Settings
from placement_portal.database import db
from placement_portal.mail import jobs, service
from placement_portal.mail.models import OutboxMessage
from tests.mail.sink import listening

MakeApp = Callable[..., Flask]


def queue(app: Flask, subject: str = "Your hours", **more: object) -> None:
    with app.app_context(), transaction.unit():
        service.queue(address="sian@example.org", subject=subject, text="plain\n", html="<p>plain</p>", **more)  # type: ignore[arg-type]


def send(app: Flask, port: int, **more: object) -> int:
    settings = config.changed(
        app.extensions["portal.settings"],
        smtp_host="127.0.0.1",
        smtp_port=port,
        mail_from="P <p@portal.example>",
        **more,
    )
    with app.app_context():
        return jobs.send_due(settings)


def outbox(app: Flask) -> list[OutboxMessage]:
    with app.app_context():
        return list(db.session.scalars(sa.select(OutboxMessage).order_by(OutboxMessage.id)))


def test_a_message_arrives_once_in_both_forms(app: Flask) -> None:
    queue(app)
    with listening() as (sink, port):
        assert send(app, port) == 1
        assert send(app, port) == 0
    (mail,) = sink.arrived
    (row,) = outbox(app)
    assert mail["Message-ID"] == f"<{row.id}@portal.example>"
    assert mail["To"] == "sian@example.org"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert row.sent_at is not None


def test_what_is_not_due_waits(app: Flask) -> None:
    queue(app, due_at=clock.now() + timedelta(minutes=10))
    with listening() as (sink, port):
        assert send(app, port) == 0
    assert sink.arrived == []


def test_a_refused_message_is_tried_again_later_and_the_others_leave(app: Flask) -> None:
    queue(app, "first")
    queue(app, "second")
    with listening() as (sink, port):
        sink.refusals = 1
        assert send(app, port) == 1
    refused, sent = sorted(outbox(app), key=lambda message: message.sent_at is not None)
    assert (refused.sent_at, refused.attempts, refused.last_error) == (None, 1, "SMTPDataError")
    assert refused.due_at > clock.now()
    assert sent.sent_at is not None


def test_after_many_refusals_it_is_given_up_and_says_so(app: Flask) -> None:
    queue(app)
    with app.app_context(), transaction.unit():
        db.session.execute(sa.update(OutboxMessage).values(attempts=jobs.TRIES - 1))
    with listening() as (sink, port):
        sink.refusals = 1
        send(app, port)
        assert send(app, port) == 0
    assert outbox(app)[0].gave_up_at is not None


@pytest.mark.parametrize("port", [1])
def test_a_dead_server_loses_nothing(app: Flask, port: int) -> None:
    queue(app)
    assert send(app, port) == 0
    assert outbox(app)[0].attempts == 0


@pytest.mark.parametrize("more", [{"smtp_security": "starttls"}, {"smtp_user": "portal"}, {"smtp_security": "tls"}])
def test_a_server_that_cannot_do_what_was_asked_loses_nothing(app: Flask, more: dict[str, object]) -> None:
    queue(app)
    with listening() as (sink, port):
        assert send(app, port, **more) == 0
    assert sink.arrived == []
    assert outbox(app)[0].sent_at is None


def test_without_a_server_nothing_leaves(app: Flask) -> None:
    queue(app)
    with app.app_context():
        assert jobs.send_due(config.current()) == 0
    assert outbox(app)[0].sent_at is None


def test_pauses_double_up_to_six_hours() -> None:
    pauses = [jobs.pause_after(attempts) for attempts in range(1, 12)]
    assert pauses[:3] == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4)]
    assert pauses[-1] == jobs.pause_after(1_000) == timedelta(hours=6)


def test_a_sender_without_a_domain_still_has_a_message_id() -> None:
    message = OutboxMessage(address="a@example.org", subject="s", text="t", html="h", queued_at=clock.now())
    assert jobs.compose(message, Settings(mail_from=""))["Message-ID"].endswith("@localhost>")


def test_held_back_mail_never_leaves(app: Flask) -> None:
    queue(app)
    with app.app_context(), transaction.unit():
        assert service.hold_back(now=clock.now()) == 1
    with listening() as (sink, port):
        assert send(app, port) == 0
    assert sink.arrived == []


def test_the_demo_mailbox_shows_what_would_have_been_sent(make_app: MakeApp) -> None:
    app = make_app(demo=True)
    browser = app.test_client()
    assert "No messages yet" in browser.get("/mailbox").text
    with app.app_context(), transaction.unit():
        service.queue(address="a@example.org", subject="An invitation", text="Hello\nhttp://x/y\n", html="<p>Hello</p>")
    assert "An invitation" in browser.get("/mailbox").text
    (row,) = outbox(app)
    assert 'href="http://x/y"' in browser.get(f"/mailbox/{row.id}").text
    assert browser.get("/mailbox/01900000-0000-7000-8000-000000000001").status_code == 404


def test_real_mail_has_no_mailbox_page(app: Flask) -> None:
    assert app.test_client().get("/mailbox").status_code == 404
