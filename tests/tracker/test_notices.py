"""The sentences of mail and inbox: the right one for how a report stands."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils.translation import override

from accounts.actor import Actor
from accounts.models import Member
from tests import factories
from tests.reminding import DAY, MORNING, OPENED, TUESDAY, load, make_report
from tracker import notices
from tracker.domain import reminders
from tracker.domain.outbox import new_mail
from tracker.domain.planning import RULES
from tracker.emails import compose
from tracker.enums import ReportState, Status
from tracker.models import Assignment, Notice, ProgressEntry, Reminder, Report, ReviewComment
from tracker.queries.asked import asked_codes
from tracker.queries.due import subject_of

pytestmark = pytest.mark.django_db


def told(report: Report, rule: str, moment: dt.datetime) -> tuple[str, str]:
    """The address and the sentence for a rule, as its first recipient reads it."""
    reminders.replan_all([load(report)], OPENED - DAY)
    reminder = Reminder.objects.filter(
        rule=rule, state="pending", subject=subject_of(report)
    ).first()
    assert reminder is not None
    one = notices.tell([reminder], moment)[reminder.pk]
    return notices.url(one.code, one.facts), notices.sentence(
        one.code, one.facts, Member.objects.get(code="KEN")
    )


def put(report: Report, seat: object, **facts: object) -> None:
    if facts.get("state") not in (ReportState.DRAFT, ReportState.CLEARANCE):
        factories.submitted(report, seat)
    factories.put(report, state_since=OPENED, **facts)


@pytest.mark.parametrize(
    ("rule", "facts", "late", "sentence"),
    [
        (
            "cycle_opened",
            {"state": "draft"},
            False,
            "the 2026 report is open with 16 of 16 answers to give, due 31 January 2027",
        ),
        (
            "submission_due",
            {"state": "draft"},
            False,
            "16 of 16 answers still open, due 31 January 2027",
        ),
        (
            "submission_due",
            {"state": "draft"},
            True,
            "16 of 16 answers still open, was due 31 January 2027",
        ),
        (
            "clearance_asked",
            {"state": "clearance"},
            False,
            "the 2026 report waits for your clearance, due 31 January 2027",
        ),
        (
            "report_cleared",
            {"state": "draft", "cleared_at": OPENED},
            False,
            "the 2026 report is cleared, submit it by 31 January 2027",
        ),
        (
            "report_submitted",
            {"state": "submitted"},
            False,
            "the 2026 report was submitted on 17 November 2026 and waits to be read",
        ),
        (
            "report_returned",
            {"state": "returned"},
            False,
            "the 2026 report is back with you, due 31 January 2027",
        ),
        (
            "report_accepted",
            {"state": "accepted"},
            False,
            "the 2026 report was accepted on 17 November 2026 and waits for your release",
        ),
        (
            "report_released",
            {"state": "accepted", "released_at": OPENED},
            False,
            "the 2026 report was released on 17 November 2026 and waits to be published",
        ),
    ],
)
def test_each_state_has_its_sentence(
    amina: Actor, rule: str, facts: dict[str, object], late: bool, sentence: str
) -> None:
    factories.make_seat("clearing_officer", "KEN")
    factories.reviewer("KEN")
    report = make_report()
    put(report, amina.seat, **facts)
    url, said = told(report, rule, MORNING if late else TUESDAY - 5 * DAY)
    assert said == f"Kenya: {sentence}"
    is_review = rule in {"report_submitted", "report_released"}
    assert url == ("/en/review/KEN/2026/" if is_review else "/en/report/2026/")


def test_every_rule_leads_to_a_sentence() -> None:
    covered = {"cycle_opened", "submission_due", "clearance_asked", "report_cleared"}
    covered |= {"report_submitted", "report_returned", "report_accepted", "report_released"}
    covered |= {"part_asked", "part_ready"}
    said = {code for module in notices.MODULES for code in module.SENTENCES}
    others = {"return_due", "plan_review"}
    assert {rule.code for rule in RULES} <= covered | said | others


@pytest.mark.parametrize(("number", "words"), [(1, "1 comment"), (2, "2 comments")])
def test_returned_report_counts_the_comments_that_wait(
    amina: Actor, number: int, words: str
) -> None:
    reviewer = factories.reviewer("KEN")
    report = make_report()
    put(report, amina.seat, state="returned")
    answered, *waiting = ("2022-04", "2022-08", "2022-09")[: number + 1]
    for code in (answered, *waiting):
        ReviewComment.internal.create(
            member=report.member,
            report=report,
            entry=factories.entry_of(report, code),
            text="What became of it?",
            author=reviewer.seat,
            round=1,
            sent_at=OPENED,
            answer="It was done." if code == answered else "",
        )
    _url, said = told(report, "report_returned", TUESDAY - 5 * DAY)
    assert said == f"Kenya: returned with {words} to answer, due 31 January 2027"


def test_report_with_every_answer_is_only_to_be_submitted(amina: Actor) -> None:
    report = make_report()
    for code in asked_codes("state"):
        factories.answer(report, code, Status.NOT_STARTED)
    _url, said = told(report, "submission_due", TUESDAY - 5 * DAY)
    assert said == "Kenya: all 16 answers are there, to be submitted by 31 January 2027"


def test_inbox_reads_in_the_readers_language_with_one_query(
    amina: Actor, django_assert_num_queries
) -> None:
    facts = {
        "member": "KEN",
        "cycle": "2026",
        "due": "2027-01-31",
        "since": "2026-11-17",
        "open": 3,
        "asked": 16,
        "comments": 0,
    }
    rows = [
        Notice(text_code=code, facts=facts, recipient=amina.user, seat=amina.seat)
        for code in ("answers_open", "report_submitted", "answers_open")
    ]
    with override("fr"), django_assert_num_queries(1):
        lines = notices.lines(rows)
    assert [line.url for line in lines] == [
        "/fr/report/2026/",
        "/fr/review/KEN/2026/",
        "/fr/report/2026/",
    ]
    assert all("31 janvier 2027" in line.sentence for line in lines[::2])


def test_contributor_is_told_of_own_parts_by_code_and_day_and_of_no_count(amina: Actor) -> None:
    report = make_report()
    treasury = factories.make_seat("contributor", "KEN")
    other = factories.make_seat("contributor", "KEN")
    for seat, code, day in (
        (treasury, "2022-08", 20),
        (treasury, "2023-08", 10),
        (treasury, "2022-09", 5),
        (other, "2022-01", 1),
    ):
        row = Assignment.internal.create(
            member=report.member,
            appointment=seat,
            entry=factories.entry_of(report, code),
            due_on=dt.date(2027, 1, day),
        )
        Assignment.internal.filter(pk=row.pk).update(created_at=OPENED)
        if code == "2022-09":
            ProgressEntry.internal.filter(pk=row.entry_id).update(confidentiality="restricted")
    for code, kept in (("3.2", "member"), ("9.9", "restricted")):
        action = factories.make_action(factories.make_plan(confidentiality=kept), code)
        row = Assignment.internal.create(
            member=report.member,
            appointment=treasury,
            action=action,
            due_on=dt.date(2027, 1, 20),
        )
        Assignment.internal.filter(pk=row.pk).update(created_at=OPENED)
    reminders.replan_all([load(report)], OPENED - DAY)
    (reminder,) = Reminder.objects.filter(rule="part_asked", seat=treasury)
    one = notices.tell([reminder], TUESDAY)[reminder.pk]
    assert one.open_codes == ("2023-08", "2022-08", "3.2")
    assert {"open", "asked", "comments"} & one.facts.keys() == set()
    assert notices.url(one.code, one.facts) == "/en/work/"
    said = notices.sentence(one.code, one.facts, report.member)
    assert said == "Kenya: you are asked for 5 parts of the 2026 report, due 5 January 2027"


def test_focal_point_is_told_how_many_parts_are_ready(amina: Actor) -> None:
    report = make_report()
    treasury = factories.make_seat("contributor", "KEN")
    for code, ready in (("2022-08", OPENED), ("2023-08", None)):
        Assignment.internal.create(
            member=report.member,
            appointment=treasury,
            entry=factories.entry_of(report, code),
            due_on=dt.date(2027, 1, 20),
            ready_at=ready,
        )
    url, said = told(report, "part_ready", TUESDAY)
    assert said == "Kenya: contributors called 1 part of the 2026 report ready"
    assert url == "/en/report/2026/ask/"


def test_news_of_parts_is_a_line_of_its_own_in_the_digest(amina: Actor) -> None:
    report = make_report()
    Assignment.internal.create(
        member=report.member,
        appointment=factories.make_seat("contributor", "KEN"),
        entry=factories.entry_of(report, "2022-08"),
        due_on=dt.date(2027, 1, 20),
        ready_at=OPENED,
    )
    reminders.replan_all([load(report)], OPENED - DAY)
    rows = list(Reminder.objects.filter(rule__in=["part_ready", "cycle_opened"]))
    mail = new_mail("digest", "digest", amina.user, TUESDAY.date(), TUESDAY)
    body = compose(mail, rows, TUESDAY).body
    assert "contributors called 1 part of the 2026 report ready" in body
    assert "the 2026 report is open with 16 of 16 answers to give" in body


def test_digest_says_once_what_happens_next_and_nothing_to_a_contributor(amina: Actor) -> None:
    report = make_report()
    Assignment.internal.create(
        member=report.member,
        appointment=factories.make_seat("contributor", "KEN"),
        entry=factories.entry_of(report, "2022-08"),
        due_on=dt.date(2027, 1, 20),
    )
    reminders.replan_all([load(report)], OPENED - DAY)
    expected = "Next: the secretariat’s reviewer reads it, and accepts it or returns it"
    for rules, times in ((["cycle_opened", "submission_due"], 1), (["part_asked"], 0)):
        rows = list(Reminder.objects.filter(rule__in=rules))
        day = TUESDAY.date() + dt.timedelta(days=times)
        mail = new_mail("digest", "digest", amina.user, day, TUESDAY)
        assert compose(mail, rows, TUESDAY).body.count(expected) == times


def test_last_mail_before_others_hear_of_a_delay_names_them_and_the_day(amina: Actor) -> None:
    factories.make_seat("clearing_officer", "KEN")
    factories.reviewer("KEN")
    report = make_report()
    reminders.sweep(TUESDAY)
    row = Reminder.objects.get(rule="submission_due", recipient=amina.user, due_at=MORNING)
    expected = (
        "Until it is submitted, the clearing officer and the secretariat hear of it too from "
        "4 February 2027 on."
    )
    for day, is_said in ((MORNING, True), (MORNING + DAY, False)):
        mail = new_mail("digest", "digest", amina.user, day.date(), day)
        assert (expected in compose(mail, [row], day).body) is is_said
    assert report.pk


def test_what_only_goes_along_stands_last_and_is_not_late(amina: Actor) -> None:
    make_report()
    plan = factories.make_plan(period_start=dt.date(2023, 1, 1), period_end=dt.date(2027, 1, 20))
    reminders.sweep(OPENED)
    rows = list(Reminder.objects.filter(rule__in=["plan_ends", "submission_due"]).order_by("pk"))
    rows = [row for row in rows if row.local_date < dt.date(2027, 1, 1)]
    assert {row.rule for row in rows} == {"plan_ends", "submission_due"}
    moment = max(row.due_at for row in rows if row.rule == "submission_due")
    mail = new_mail("digest", "digest", amina.user, moment.date(), moment)
    letter = compose(mail, rows, moment)
    assert letter.subject == (
        "Kenya: 16 of 16 answers still open, due 31 January 2027 (and 1 more)"
    )
    assert "one of your plans ends on 20 January 2027" in letter.body
    assert f"/plans/{plan.public_id}/" in letter.body
    assert "This mail comes late" not in letter.body
