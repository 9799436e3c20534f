"""Before a return: the mail as it will be, in the reader's language, and nothing is done yet."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.actor import Actor
from accounts.enums import Role
from tests import factories
from tests.tracker.web.pages import CODE, as_person, decide, in_days, text
from tracker.domain import reminders, review
from tracker.domain.dispatch import gather
from tracker.emails import compose
from tracker.enums import ReminderState, ReportState
from tracker.models import OutgoingMail, Reminder, Report, ReviewComment
from tracker.notices import tell, url

pytestmark = pytest.mark.django_db
PREVIEW = "/en/review/KEN/2026/return/"
MESSAGE = "Two things in your answers."


@pytest.fixture
def rita(db: None) -> Actor:
    return factories.reviewer("KEN")


@pytest.fixture
def report(db: None, amina: Actor, rita: Actor) -> Report:
    report = factories.make_report()
    for code in (CODE, "2022-09"):
        factories.answer(report, code)
    factories.submitted(report, amina.seat)
    review.comment(rita, report, factories.entry_of(report), "money", "Which law is it?")
    return report


def ask(client: Client, report: Report, **said: Any) -> HttpResponse:
    data = {"action": "return", "version": report.version, "message": MESSAGE, **in_days(14)}
    return client.post(PREVIEW, {**data, **said})


def unchanged(report: Report) -> None:
    after = Report.internal.get(pk=report.pk)
    assert (after.state, after.version) == (ReportState.SUBMITTED, report.version)
    assert ReviewComment.internal.get().sent_at is None
    assert not OutgoingMail.objects.exists()
    assert not Reminder.objects.filter(rule="report_returned").exists()


def test_preview_shows_the_mail_and_what_opens_and_does_nothing(
    rita: Actor, amina: Actor, report: Report
) -> None:
    response = ask(as_person(rita), report)
    page = text(response)
    [letter] = response.context["preview"].letters
    assert letter.seat == amina.seat
    assert letter.subject.startswith("Kenya: returned with 1 comment to answer, due ")
    assert f"/en/report/2026/{CODE}/#comments" in letter.body
    assert letter.subject in page
    assert "1 answer reopens," in page
    assert "17 stay closed." in page
    assert MESSAGE in page
    assert "Which law is it?" in page
    unchanged(report)


def test_mail_holds_no_word_of_the_message_or_of_a_comment(rita: Actor, report: Report) -> None:
    [letter] = ask(as_person(rita), report).context["preview"].letters
    for words in (MESSAGE, "Which law", "What KEN did"):
        assert words not in letter.subject + letter.body


def test_mail_is_in_the_language_of_who_gets_it(rita: Actor, amina: Actor, report: Report) -> None:
    type(amina.user).objects.filter(pk=amina.user.pk).update(language="ar")
    response = ask(as_person(rita), report)
    [letter] = response.context["preview"].letters
    assert (letter.language, letter.direction) == ("ar", "rtl")
    assert "/ar/report/2026/" in letter.body
    assert 'lang="ar" dir="rtl"' in text(response)


def test_mail_that_leaves_is_the_one_that_was_shown(
    rita: Actor, amina: Actor, report: Report
) -> None:
    client = as_person(rita)
    response = ask(client, report)
    [letter] = response.context["preview"].letters
    typed = dict(response.context["typed"])
    move = reverse("tracker:review-move", args=["KEN", "2026"])
    assert client.post(move, {"action": "return", **typed}).status_code == 302
    assert Report.internal.get(pk=report.pk).message == MESSAGE
    [mail] = gather(letter.leaves_at)
    reminders = list(mail.reminders.filter(state=ReminderState.MAILED).select_related("seat"))
    message = compose(mail, reminders, letter.leaves_at)
    assert mail.recipient == amina.user
    assert (message.subject, message.body) == (letter.subject, letter.body)


def test_what_waits_for_the_same_person_at_another_member_is_not_shown(
    rita: Actor, amina: Actor, report: Report
) -> None:
    """Who looks after Kenya reads nothing of Norway's draft, though one mail will hold both."""
    factories.make_seat(Role.FOCAL_POINT, "NOR", amina.user)
    reminders.replan_all([factories.make_report("NOR", report.cycle)], report.created_at)
    assert Reminder.objects.filter(recipient=amina.user, state=ReminderState.PENDING).exists()
    Reminder.objects.filter(recipient=amina.user).update(due_at=report.created_at)
    response = ask(as_person(rita), report)
    [letter] = response.context["preview"].letters
    assert letter.subject.startswith("Kenya: returned with 1 comment to answer")
    assert "Norway" not in letter.subject + letter.body
    assert "Norway" not in text(response)


def test_deputy_gets_the_mail_too(rita: Actor, report: Report) -> None:
    factories.make_seat(Role.DEPUTY, "KEN")
    letters = ask(as_person(rita), report).context["preview"].letters
    assert [letter.seat.role for letter in letters] == [Role.FOCAL_POINT, Role.DEPUTY]


def test_restricted_answer_is_not_named_in_the_mail(
    rita: Actor, amina: Actor, report: Report
) -> None:
    entry = factories.entry_of(report)
    type(entry).internal.filter(pk=entry.pk).update(confidentiality="restricted")
    decide(as_person(rita), report, "return", message=MESSAGE, **in_days(14))
    told = Reminder.objects.filter(rule="report_returned", recipient=amina.user)
    [one] = tell(told, told[0].due_at).values()
    assert "first" not in one.facts
    assert url(one.code, one.facts) == "/en/report/2026/comments/"


def test_preview_without_what_a_return_needs_says_so_and_keeps_the_words(
    rita: Actor, report: Report
) -> None:
    client = as_person(rita)
    refused = ask(client, report, due_on_year="2001")
    assert refused.status_code == 400
    assert "Write a date after today." in text(refused)
    assert MESSAGE in text(refused)
    ReviewComment.internal.all().delete()
    refused = ask(client, report)
    assert "Write at least one comment on an answer" in text(refused)
    assert Report.internal.get(pk=report.pk).state == ReportState.SUBMITTED


def test_way_back_keeps_the_words(rita: Actor, report: Report) -> None:
    response = ask(as_person(rita), report, back="1")
    assert response.status_code == 200
    assert MESSAGE in text(response)
    unchanged(report)


def test_stale_preview_is_a_conflict(rita: Actor, report: Report) -> None:
    assert ask(as_person(rita), report, version=report.version + 1).status_code == 409
    unchanged(report)


@pytest.mark.parametrize("who", ["amina", "otieno", "kari"])
def test_members_preview_nothing(who: str, report: Report, request: pytest.FixtureRequest) -> None:
    assert ask(as_person(request.getfixturevalue(who)), report).status_code == 404
    unchanged(report)


def test_looking_again_leads_back_to_the_review(rita: Actor, report: Report) -> None:
    assert as_person(rita).get(PREVIEW).url == "/en/review/KEN/2026/"


def test_form_suggests_a_working_day_in_two_weeks(rita: Actor, report: Report) -> None:
    page = as_person(rita).get("/en/review/KEN/2026/")
    [offer] = [o for o in page.context["offers"] if o.action == "return"]
    day = offer.form.initial["due_on"]
    assert 14 <= (day - report.today()).days <= 16
    assert day.isoweekday() not in report.member.weekend
