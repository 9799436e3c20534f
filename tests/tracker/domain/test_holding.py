"""What operators do to the mail of all, and that the log tells who did."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from accounts.actor import Actor
from accounts.enums import Role
from tests import factories
from tests.mailsink import HANG_UP, Sink, listening
from tests.reminding import DAY, HOUR, MINUTE, MORNING, TUESDAY, late_report, security_mail
from tracker.domain import holding, outbox, reminders
from tracker.domain.dispatch import dispatch
from tracker.domain.errors import NotAllowed
from tracker.domain.heartbeat import beat
from tracker.enums import MailState
from tracker.models import Heartbeat, MailHold, MailOrder, OutgoingMail, Reminder
from tracker.queries.log import Asked, page_of
from tracker.queries.log_lines import entries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(db: None) -> Actor:
    return factories.actor(factories.make_seat(Role.ADMINISTRATOR))


@pytest.fixture
def sink(settings):
    with listening() as sink:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
        yield sink


def verbs(actor: Actor) -> list[str]:
    """What the log tells this reader, the last first."""
    return [str(entry.verb) for entry in entries_of(list(page_of(actor, Asked(), 50).events))]


def test_held_mail_waits_until_it_is_released_and_the_log_tells_both(admin: Actor) -> None:
    holding.hold(admin, " Restored from Friday's backup ")
    assert outbox.is_on_hold()
    assert MailHold.objects.get().reason == "Restored from Friday's backup"
    assert dispatch(MORNING).is_held
    assert holding.release(admin) == 1
    assert not outbox.is_on_hold()
    assert verbs(admin)[:2] == ["Released the outgoing mail", "Held all outgoing mail back"]


def test_restored_copy_of_the_database_starts_on_hold_until_somebody_releases_it(
    admin: Actor, sink: Sink
) -> None:
    mail = security_mail()
    assert not dispatch(TUESDAY).is_held
    first = Heartbeat.objects.get()
    # As a dump brings it: the row of the database it was taken from.
    Heartbeat.objects.update(home=first.home + "9")
    assert dispatch(MORNING).is_held
    assert dispatch(MORNING + MINUTE).is_held
    assert MailHold.objects.get().reason == "This database was restored from a copy."
    assert verbs(admin)[0] == "Held all outgoing mail back"
    holding.release(admin)
    assert dispatch(MORNING + HOUR).sent == 1
    mail.refresh_from_db()
    assert (mail.state, len(sink.received), MailHold.objects.count()) == ("sent", 1, 1)


def test_clock_that_noted_no_database_yet_holds_nothing() -> None:
    beat()
    Heartbeat.objects.update(home="")
    beat()
    assert not outbox.is_on_hold()
    assert Heartbeat.objects.get().home


def test_second_hold_keeps_the_first_and_a_release_without_one_changes_nothing(
    admin: Actor,
) -> None:
    first = holding.hold(admin, "One")
    assert holding.hold(admin, "Two") == first
    assert MailHold.objects.count() == 1
    assert (holding.release(admin), holding.release(admin)) == (1, 0)


@pytest.mark.parametrize("reason", ["", "   ", "x" * 201])
def test_hold_without_a_reason_of_fitting_length_is_refused(admin: Actor, reason: str) -> None:
    with pytest.raises(ValidationError, match="Say in up to 200 characters why"):
        holding.hold(admin, reason)
    assert not MailHold.objects.exists()


def test_only_administrators_hold_release_and_resend(amina: Actor) -> None:
    mail = security_mail()
    for actor in (amina, factories.reviewer("KEN")):
        for refused in (
            lambda actor=actor: holding.hold(actor, "Because"),
            lambda actor=actor: holding.release(actor),
            lambda actor=actor: holding.resend(actor, mail),
        ):
            with pytest.raises(NotAllowed, match="Only administrators"):
                refused()
    assert not MailHold.objects.exists()


def test_failed_mail_goes_again_under_its_message_id_with_fresh_tries(
    admin: Actor, amina: Actor, sink: Sink
) -> None:
    late_report(amina.seat)
    sink.to_recipient = "550 unknown"
    dispatch(MORNING)
    failed = OutgoingMail.objects.get()
    sink.to_recipient = "250 OK"
    assert holding.resend(admin, failed) is True
    OutgoingMail.objects.update(next_attempt_at=MORNING)
    assert dispatch(MORNING + MINUTE).sent == 1
    assert sink.received[0]["Message-ID"] == failed.message_id
    order = MailOrder.objects.get()
    assert (order.mail, order.ordered_by) == (failed, admin.seat)
    assert verbs(admin)[0] == "Had a mail sent again"


def test_mail_of_unknown_fate_that_goes_again_says_that_it_may_repeat(
    admin: Actor, sink: Sink
) -> None:
    mail = security_mail()
    sink.to_text = HANG_UP
    dispatch(MORNING)
    dispatch(MORNING + MINUTE)
    mail.refresh_from_db()
    assert mail.state == MailState.AMBIGUOUS
    sink.to_text = "250 OK"
    assert holding.resend(admin, mail)
    OutgoingMail.objects.update(next_attempt_at=MORNING)
    assert dispatch(MORNING + 2 * MINUTE).sent == 1
    last = sink.received[-1]
    assert last["Message-ID"] == mail.message_id
    assert "You may have received this mail before" in last.get_body(("plain",)).get_content()


@pytest.mark.parametrize("state", ["pending", "cancelled"])
def test_mail_in_another_state_is_not_sent_again(admin: Actor, state: str) -> None:
    mail = security_mail()
    OutgoingMail.objects.filter(pk=mail.pk).update(state=state)
    assert holding.resend(admin, mail) is False
    mail.refresh_from_db()
    assert mail.state == state
    assert not MailOrder.objects.exists()


def test_reminders_of_the_coming_days_leave_now_and_stay_so(amina: Actor, sink: Sink) -> None:
    """Planning again does not take them back: they are in a mail."""
    late_report(amina.seat)
    reviewer = factories.reviewer("KEN")
    early = TUESDAY + HOUR
    assert holding.would_go(amina.seat.member, early) == (1, 0)
    assert not OutgoingMail.objects.exists()
    assert holding.send_now(reviewer, amina.seat.member, early) == 1
    reminders.sweep(early)
    assert dispatch(early).sent == 1
    assert sink.recipients == [amina.user.email]
    assert dispatch(MORNING).outcomes == {}
    order = MailOrder.objects.get()
    assert (order.member, order.mails, order.mail) == (amina.seat.member, 1, None)


def test_caps_hold_for_what_is_sent_early(amina: Actor, sink: Sink) -> None:
    """At night nothing leaves, and the morning that was planned stays."""
    late_report(amina.seat)
    before = list(Reminder.objects.order_by("pk").values("due_at", "state"))
    night = MORNING - 10 * HOUR
    assert holding.would_go(amina.seat.member, night) == (0, 1)
    assert holding.send_now(factories.reviewer("KEN"), amina.seat.member, night) == 0
    assert list(Reminder.objects.order_by("pk").values("due_at", "state")) == before
    assert not MailOrder.objects.exists()


def test_what_is_due_later_than_a_week_is_not_sent_early(amina: Actor) -> None:
    late_report(amina.seat)
    member = amina.seat.member
    Reminder.objects.update(due_at=MORNING + 9 * DAY)
    assert holding.would_go(member, MORNING) == (0, 0)


def test_reviewer_of_others_sends_nothing_early(amina: Actor) -> None:
    late_report(amina.seat)
    with pytest.raises(NotAllowed, match="Only the secretariat"):
        holding.send_now(factories.reviewer("UGA"), amina.seat.member, TUESDAY + HOUR)
    assert not OutgoingMail.objects.exists()
