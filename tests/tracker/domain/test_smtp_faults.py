"""What becomes of a mail when its server misbehaves (reliability E6): a real listener each time."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import pytest

from accounts.actor import Actor
from tests.mailsink import HANG_UP, Sink, free_port, listening
from tests.reminding import HOUR, MINUTE, MORNING, late_report
from tracker.domain.dispatch import dispatch
from tracker.enums import MailState
from tracker.mailwords import remedy
from tracker.models import Notice, OutgoingMail

pytestmark = pytest.mark.django_db


@pytest.fixture
def smtp(settings) -> Iterator[Sink]:
    with listening() as sink:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
        settings.EMAIL_TIMEOUT = 1
        yield sink


def only_mail() -> OutgoingMail:
    return OutgoingMail.objects.get()


def test_refused_connection_blames_no_mail(settings, smtp: Sink, amina: Actor) -> None:
    late_report(amina.seat)
    settings.EMAIL_PORT = free_port()
    dispatch(MORNING)
    mail = only_mail()
    assert (mail.state, mail.next_attempt_at) == (MailState.PENDING, MORNING + MINUTE)
    assert "cannot be reached" in remedy(mail.last_error)
    assert not Notice.objects.exists()


@pytest.mark.parametrize("line", ["421 closing", "451 busy"])
@pytest.mark.parametrize("step", ["to_sender", "to_recipient", "to_text"])
def test_no_for_now_waits_a_minute(smtp: Sink, amina: Actor, step: str, line: str) -> None:
    late_report(amina.seat)
    setattr(smtp, step, line)
    dispatch(MORNING)
    mail = only_mail()
    assert (mail.state, mail.next_attempt_at) == (MailState.PENDING, MORNING + MINUTE)
    assert mail.smtp_reply.startswith(line[:3])
    assert "tried again" in remedy(mail.last_error)


@pytest.mark.parametrize("step", ["to_sender", "to_recipient", "to_text"])
def test_no_for_good_fails_at_once_and_the_inbox_tells(smtp: Sink, amina: Actor, step: str) -> None:
    late_report(amina.seat)
    setattr(smtp, step, "550 no such mailbox")
    dispatch(MORNING)
    mail = only_mail()
    assert (mail.state, mail.attempts) == (MailState.FAILED, 1)
    assert "address" in remedy(mail.last_error)
    assert Notice.objects.filter(recipient=amina.user).count() == 1


def test_server_that_hangs_before_its_answer_leaves_the_fate_unknown_then_one_more_copy(
    smtp: Sink, amina: Actor
) -> None:
    """The text is out and no 250 comes within the timeout: a deadline goes once more, under the
    same Message-ID, and says so."""
    late_report(amina.seat)
    may_go = threading.Event()
    smtp.before_answer = lambda: may_go.wait(20)  # type: ignore[assignment,return-value]
    try:
        dispatch(MORNING)
    finally:
        may_go.set()
    first = only_mail()
    assert first.tries.get().outcome == MailState.AMBIGUOUS
    assert "may have arrived" in remedy(first.last_error)
    smtp.before_answer = lambda: None
    assert dispatch(MORNING + MINUTE).sent == 1
    assert len({str(m["Message-ID"]) for m in smtp.received}) == 1
    assert len(smtp.received) == 2
    assert only_mail().state == MailState.SENT
    assert Notice.objects.count() == 1


def test_connection_reset_after_the_text_is_repeated_once_and_never_again(
    smtp: Sink, amina: Actor
) -> None:
    late_report(amina.seat)
    smtp.to_text = HANG_UP
    for later in (0 * MINUTE, MINUTE, HOUR, 2 * HOUR):
        dispatch(MORNING + later)
    assert len(smtp.received) == 2
    mail = only_mail()
    assert mail.state == MailState.AMBIGUOUS
    assert [t.outcome for t in mail.tries.all()] == ["ambiguous", "ambiguous"]
    assert Notice.objects.count() == 1


def test_server_that_offers_no_encryption_gets_nothing_in_clear(
    settings, smtp: Sink, amina: Actor
) -> None:
    """Somebody on the way strips STARTTLS: no name, no address and no text is said."""
    settings.EMAIL_USE_TLS = True
    late_report(amina.seat)
    heard: list[str] = []
    smtp.before_recipient = lambda: heard.append("recipient")
    for later in (0 * MINUTE, MINUTE):
        dispatch(MORNING + later)
    mail = only_mail()
    assert (mail.state, mail.attempts) == (MailState.PENDING, 2)
    assert (heard, smtp.received) == ([], [])
    assert "does not offer encryption" in remedy(mail.last_error)


def test_listener_that_says_nothing_is_given_up_after_the_timeout(
    settings, smtp: Sink, amina: Actor
) -> None:
    late_report(amina.seat)
    with socket.create_server(("127.0.0.1", free_port())) as deaf:
        settings.EMAIL_PORT = deaf.getsockname()[1]
        dispatch(MORNING)
    assert only_mail().state == MailState.PENDING
    assert "does not answer in time" in remedy(only_mail().last_error)
