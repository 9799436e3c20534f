"""What people chose decides what leaves: now, weekly, never, after a pause. The inbox tells all."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from accounts.actor import Actor
from tests import factories
from tests.reminding import (
    DAY,
    MORNING,
    TUESDAY,
    WEEK,
    late_report,
    load,
    make_report,
    plan_for_wednesday,
    security_mail,
)
from tracker.domain import dispatch as rounds
from tracker.domain import mail_preferences, reminders
from tracker.domain.dispatch import dispatch
from tracker.domain.errors import NotAllowed
from tracker.enums import MailFrequency, MailState, ReminderState, ReportState, Topic
from tracker.models import MailPause, MailPreference, Notice, OutgoingMail, Reminder

pytestmark = pytest.mark.django_db


def choose(actor: Actor, **wanted: str) -> None:
    mail_preferences.choose(actor, actor.user, wanted)


def wants(actor: Actor, **wanted: str) -> None:
    """As `choose`, without planning anew from the day on which the test runs."""
    for topic, frequency in wanted.items():
        MailPreference.objects.create(user=actor.user, topic=topic, frequency=frequency)


def paused_until(actor: Actor, day: dt.date) -> None:
    MailPause.objects.update_or_create(user=actor.user, defaults={"until": day})


def standing(actor: Actor) -> list[str]:
    return [notice.rule for notice in Notice.objects.filter(recipient=actor.user, cleared_at=None)]


def test_topic_switched_off_is_told_in_the_inbox_alone(amina: Actor, mailoutbox) -> None:
    late_report(amina.seat)
    choose(amina, deadlines="off")
    assert dispatch(MORNING).outcomes == {}
    told = Reminder.objects.get(recipient=amina.user, due_at=MORNING)
    assert (told.state, told.mail) == (ReminderState.TOLD, None)
    assert standing(amina) == ["submission_due"]
    # Neither planning nor the next round begins it again.
    reminders.sweep(MORNING + dt.timedelta(minutes=5))
    dispatch(MORNING + dt.timedelta(minutes=6))
    told.refresh_from_db()
    assert told.state == ReminderState.TOLD
    assert mailoutbox == []
    assert Notice.objects.count() == 1


def test_switch_of_one_topic_lets_the_others_go(amina: Actor, mailoutbox) -> None:
    report = late_report(amina.seat)
    factories.submitted(report, amina.seat)
    factories.put(report, state=ReportState.RETURNED, state_since=TUESDAY)
    reminders.replan_all([load(report)], TUESDAY)
    choose(amina, deadlines="off")
    dispatch(MORNING)
    (mail,) = mailoutbox
    assert "is back with you" in mail.subject
    assert OutgoingMail.objects.get().reminders.values_list("topic", flat=True)[0] == "decisions"


def test_switch_holds_for_a_mail_that_waits_to_be_sent(amina: Actor, mailoutbox) -> None:
    late_report(amina.seat)
    rounds.gather(MORNING)
    choose(amina, deadlines="off")
    assert dispatch(MORNING).outcomes == {MailState.CANCELLED: 1}
    assert mailoutbox == []
    assert standing(amina) == ["submission_due"]


def test_reminder_that_is_off_goes_along_with_no_mail(amina: Actor, mailoutbox) -> None:
    """What would remind within the week is not pulled into another's mail, nor told early."""
    factories.make_seat("focal_point", "UGA", amina.user)
    make_report("KEN")
    make_report("UGA")
    plan_for_wednesday()
    thursday = Reminder.objects.filter(member__code="UGA", due_at=MORNING)
    thursday.update(due_at=MORNING + DAY, local_date=(MORNING + DAY).date(), topic="requests")
    choose(amina, requests="off")
    dispatch(MORNING)
    assert "Uganda" not in mailoutbox[0].body
    assert Notice.objects.filter(subject__in=thursday.values("subject")).count() == 0


@pytest.mark.parametrize("topic", [t.value for t in Topic])
def test_mails_about_the_account_have_no_switch(amina: Actor, mailoutbox, topic: str) -> None:
    choose(amina, **{topic: "off"})
    paused_until(amina, dt.date(2027, 3, 1))
    security_mail(recipient=amina.user)
    assert dispatch(MORNING).sent == 1


def test_weekly_reminders_leave_on_tuesday_and_come_not_late(amina: Actor, mailoutbox) -> None:
    make_report()
    wants(amina, deadlines="weekly")
    reminders.sweep(TUESDAY - DAY)
    first = Reminder.objects.filter(rule="submission_due").earliest("due_at")
    assert first.due_at == TUESDAY
    assert dispatch(MORNING - DAY).sent == 1
    assert "comes late" not in mailoutbox[0].body
    assert "You asked for these mails once a week." in mailoutbox[0].body


def test_weekly_news_waits_for_tuesday(amina: Actor, mailoutbox) -> None:
    report = make_report()
    wants(amina, decisions="weekly")
    factories.submitted(report, amina.seat)
    factories.put(report, state=ReportState.RETURNED, state_since=MORNING)
    reminders.replan_all([load(report)], MORNING)
    assert Reminder.objects.get(rule="report_returned").due_at == TUESDAY + WEEK


def test_choice_of_a_week_moves_what_is_planned_and_back(amina: Actor, time_machine) -> None:
    time_machine.move_to(TUESDAY - DAY)
    make_report()
    reminders.sweep(TUESDAY - DAY)
    due = Reminder.objects.filter(recipient=amina.user, state="pending")
    assert due.earliest("due_at").due_at == MORNING
    choose(amina, deadlines="weekly")
    assert due.earliest("due_at").due_at == TUESDAY
    choose(amina, deadlines="now")
    assert due.earliest("due_at").due_at == MORNING
    assert not MailPreference.objects.exists()


def test_pause_holds_mails_back_and_the_first_one_after_tells_all(amina: Actor, mailoutbox) -> None:
    late_report(amina.seat)
    paused_until(amina, (MORNING + 5 * DAY).date())
    for days in range(5):
        dispatch(MORNING + days * DAY)
    assert mailoutbox == []
    assert standing(amina) == ["submission_due"]
    held = Reminder.objects.get(rule="submission_due", state="pending", due_at__lt=MORNING + WEEK)
    # Monday is no day for reminders.
    assert held.due_at == MORNING + 6 * DAY
    reminders.sweep(MORNING + 5 * DAY)
    assert dispatch(MORNING + 6 * DAY).sent == 1
    assert "still open" in mailoutbox[0].subject
    assert "comes late" not in mailoutbox[0].body
    assert len(standing(amina)) == 1


def test_pause_holds_for_a_mail_that_waits_to_be_sent(amina: Actor, mailoutbox) -> None:
    late_report(amina.seat)
    rounds.gather(MORNING)
    paused_until(amina, (MORNING + 2 * WEEK).date())
    assert dispatch(MORNING).outcomes == {MailState.CANCELLED: 1}
    held = Reminder.objects.get(dedup_key=Notice.objects.get().dedup_key)
    assert (held.state, held.mail, held.due_at) == ("pending", None, MORNING + 2 * WEEK)
    assert mailoutbox == []


def test_what_was_done_during_a_pause_is_not_told_after_it(amina: Actor, mailoutbox) -> None:
    report = late_report(amina.seat)
    paused_until(amina, (MORNING + WEEK).date())
    dispatch(MORNING)
    factories.submitted(report, amina.seat)
    reminders.replan_all([load(report)], MORNING + DAY)
    assert standing(amina) == []
    dispatch(MORNING + WEEK)
    assert mailoutbox == []


def test_end_of_a_pause_lets_go_what_it_held_back(amina: Actor, mailoutbox, time_machine) -> None:
    late_report(amina.seat)
    time_machine.move_to(MORNING)
    mail_preferences.pause(amina, amina.user, 4)
    assert MailPause.objects.get().until == (MORNING + 4 * WEEK).date()
    dispatch(MORNING)
    assert mailoutbox == []
    time_machine.move_to(MORNING + DAY)
    mail_preferences.resume(amina, amina.user)
    assert not MailPause.objects.exists()
    assert dispatch(MORNING + DAY).sent == 1


def test_pause_that_stands_begins_anew(amina: Actor, time_machine) -> None:
    time_machine.move_to(MORNING)
    mail_preferences.pause(amina, amina.user, 4)
    mail_preferences.pause(amina, amina.user, 1)
    assert MailPause.objects.get().until == (MORNING + WEEK).date()


def test_nobody_chooses_for_somebody_else(amina: Actor, kari: Actor) -> None:
    with pytest.raises(NotAllowed):
        mail_preferences.choose(kari, amina.user, {"deadlines": "off"})
    with pytest.raises(NotAllowed):
        mail_preferences.pause(kari, amina.user, 1)
    paused_until(amina, dt.date(2030, 1, 1))
    with pytest.raises(NotAllowed):
        mail_preferences.resume(kari, amina.user)
    assert not MailPreference.objects.exists()
    assert MailPause.objects.get().until == dt.date(2030, 1, 1)


@pytest.mark.parametrize(
    "wanted", [{"deadlines": "off", "weather": "off"}, {"deadlines": "off", "news": "hourly"}]
)
def test_choice_that_does_not_exist_changes_nothing(amina: Actor, wanted: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        mail_preferences.choose(amina, amina.user, wanted)
    assert not MailPreference.objects.exists()


@pytest.mark.parametrize("weeks", [0, 3, -1, 52])
def test_pause_of_another_length_is_refused(amina: Actor, weeks: int) -> None:
    with pytest.raises(ValidationError):
        mail_preferences.pause(amina, amina.user, weeks)
    assert not MailPause.objects.exists()


# --- the inbox ----------------------------------------------------------------------------------


def test_line_of_the_inbox_goes_when_the_thing_is_done(amina: Actor) -> None:
    report = late_report(amina.seat)
    dispatch(MORNING)
    assert standing(amina) == ["submission_due"]
    factories.submitted(report, amina.seat)
    reminders.replan(load(report))
    assert standing(amina) == []


def test_newer_reminder_takes_the_place_of_the_older_line(amina: Actor) -> None:
    late_report(amina.seat)
    dispatch(MORNING)
    reminders.sweep(MORNING + DAY)
    dispatch(MORNING + WEEK + DAY)
    lines = Notice.objects.filter(recipient=amina.user, rule="submission_due")
    assert lines.count() == 2
    assert lines.get(cleared_at=None) == lines.latest("pk")


def test_mail_and_choices_of_one_person_leave_others_alone(amina: Actor, mailoutbox) -> None:
    deputy = factories.make_seat("deputy", "KEN")
    choose(amina, deadlines="off")
    make_report()
    plan_for_wednesday()
    dispatch(MORNING)
    assert [mail.to for mail in mailoutbox] == [[deputy.user.email]]


def test_frequency_has_no_row_where_it_is_the_usual_one(amina: Actor) -> None:
    choose(amina, news=MailFrequency.NOW)
    assert not MailPreference.objects.exists()
