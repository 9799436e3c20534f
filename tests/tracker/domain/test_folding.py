"""What can wait: along in another mail, rarely alone, and in the inbox meanwhile."""

from __future__ import annotations

import datetime as dt

import pytest

from accounts.actor import Actor
from tests import factories
from tests.reminding import DAY, HOUR, MORNING, OPENED, TUESDAY, WEEK, load, make_report
from tracker.domain import folding, reminders
from tracker.domain.dispatch import gather
from tracker.domain.outbox import new_mail
from tracker.enums import MailKind, MailState
from tracker.models import Notice, OutgoingMail, Plan, Reminder

pytestmark = pytest.mark.django_db
# Three months before: a day in the winter of these tests, on a Wednesday.
ENDS = dt.date(2027, 5, 3)


def plan_that_ends() -> Plan:
    plan = factories.make_plan(period_start=dt.date(2023, 1, 1), period_end=ENDS)
    reminders.sweep(TUESDAY - WEEK)
    return plan


def waiting() -> Reminder:
    return Reminder.objects.get(rule="plan_ends", state="pending", offset_days=-89)


def earlier(amina: Actor, kind: str, days: int, state: str = MailState.SENT) -> OutgoingMail:
    at = TUESDAY - days * DAY
    mail = new_mail(kind, "digest", amina.user, at.date(), at)
    sent_at = at if state == MailState.SENT else None
    OutgoingMail.objects.filter(pk=mail.pk).update(state=state, sent_at=sent_at)
    return mail


def alone_before(amina: Actor, days: int) -> None:
    """A mail so many days ago that held nothing but what can wait."""
    mail = earlier(amina, MailKind.DIGEST, days)
    row = Reminder.objects.get(pk=waiting().pk)
    row.pk, row.dedup_key, row.state, row.mail = None, f"before {days}", "sent", mail
    row.save(force_insert=True)


def test_first_in_a_year_has_a_mail_of_its_own(amina: Actor) -> None:
    plan_that_ends()
    assert waiting().local_date == dt.date(2027, 2, 3)
    (mail,) = gather(MORNING)
    assert [one.rule for one in mail.reminders.all()] == ["plan_ends"]
    assert not Notice.objects.exists()


@pytest.mark.parametrize(("days", "mails"), [(364, 0), (365, 1)])
def test_second_in_a_year_waits_in_the_inbox(amina: Actor, days: int, mails: int) -> None:
    plan_that_ends()
    # Counted from Wednesday, a day after the Tuesday from which they are counted back.
    alone_before(amina, days - 1)
    assert len(gather(MORNING)) == mails
    if mails:
        return
    (notice,) = Notice.objects.filter(recipient=amina.user)
    assert (notice.text_code, notice.facts["due"]) == ("plan_ends", "2027-05-03")
    assert waiting().due_at > MORNING + 20 * DAY
    # A sweep does not bring it back, nor does another round say it again.
    reminders.sweep(MORNING + HOUR + HOUR)
    assert gather(MORNING + HOUR + HOUR) == []
    assert Notice.objects.count() == 1


def test_eighth_mail_of_a_year_is_not_one_that_can_wait(amina: Actor) -> None:
    plan_that_ends()
    for number in range(7):
        earlier(amina, MailKind.RECEIPT if number % 2 else MailKind.DIGEST, 10 * number + 10)
    earlier(amina, MailKind.SECURITY, 5)
    earlier(amina, MailKind.DIGEST, 7, MailState.CANCELLED)
    today = MORNING.date()
    assert folding.may_have_a_mail([waiting()], amina.user, today)
    earlier(amina, MailKind.DIGEST, 3)
    assert not folding.may_have_a_mail([waiting()], amina.user, today)


def test_what_waited_goes_along_in_the_next_mail(amina: Actor) -> None:
    plan_that_ends()
    alone_before(amina, 30)
    assert gather(MORNING) == []
    make_report(due_on=dt.date(2027, 2, 25))
    reminders.sweep(MORNING + 2 * DAY)
    report = Reminder.objects.filter(rule="submission_due", state="pending").first()
    assert report is not None
    (mail,) = gather(report.due_at)
    assert {one.rule for one in mail.reminders.all()} >= {"plan_ends", "submission_due"}


def test_what_goes_along_takes_no_week_from_a_reminder(amina: Actor) -> None:
    plan_that_ends()
    (mail,) = gather(MORNING)
    OutgoingMail.objects.filter(pk=mail.pk).update(state=MailState.SENT, sent_at=MORNING)
    # A Saturday: two days before is Thursday of the same week.
    report = make_report(due_on=dt.date(2027, 2, 6))
    reminders.replan_all([load(report)], MORNING + HOUR)
    due = Reminder.objects.get(rule="submission_due", local_date=dt.date(2027, 2, 4))
    (second,) = gather(due.due_at)
    assert [one.rule for one in second.reminders.all()] == ["submission_due"]


def test_opening_of_the_year_is_no_mail_that_can_wait(amina: Actor) -> None:
    make_report()
    reminders.sweep(OPENED)
    opened = Reminder.objects.get(rule="cycle_opened")
    for number in range(9):
        earlier(amina, MailKind.DIGEST, number + 100)
    assert folding.may_have_a_mail([opened], amina.user, OPENED.date())
