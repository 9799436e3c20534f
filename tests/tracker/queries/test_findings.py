from __future__ import annotations

import datetime as dt

import pytest
from django.utils import translation

from accounts.enums import Role
from tests import factories
from tracker.models import BudgetFigure, Evidence, ProgressEntry, Report, ReviewComment
from tracker.queries.findings import blocking, findings

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    return factories.make_report("KEN")


def said(report) -> set[tuple[str, str, bool]]:
    return {(f.recommendation, f.field, f.is_blocking) for f in findings(report)}


def test_empty_report_blocks_and_remarks_on_the_sixteen_asked(report):
    found = findings(report)
    assert [f.field for f in found if f.is_blocking] == ["status"]
    unanswered = {f.recommendation for f in found if not f.is_blocking}
    assert len(unanswered) == 16
    assert {"2022-03", "2023-01"} & unanswered == set()


def test_organization_is_asked_about_seven():
    report = factories.make_report("org-ecowas")
    asked = {f.recommendation for f in findings(report) if not f.is_blocking}
    assert asked == {
        "2022-03",
        "2022-08",
        "2023-02",
        "2023-03",
        "2023-07",
        "2023-08",
        "2023-09",
    }


def test_finished_answer_leaves_no_remark(report):
    factories.answer(report, "2022-08")
    assert not {f for f in said(report) if f[0] == "2022-08"}
    assert blocking(report) == []


def test_evidence_that_was_removed_blocks(report):
    factories.answer(report, "2022-08")
    Evidence.objects.working().delete()
    assert ("2022-08", "evidence", True) in said(report)


def stored(report, **facts) -> None:
    """Facts as autosave may leave them: stored as typed, no rule asked."""
    entry = factories.answer(report, "2022-08")
    ProgressEntry.internal.filter(pk=entry.pk).update(**facts)


def test_status_that_its_elements_no_longer_bear_out_blocks(report):
    stored(report, elements={})
    assert ("2022-08", "elements", True) in said(report)


def test_element_set_aside_without_a_reason_blocks(report):
    codes = factories.entry_of(report).recommendation.elements.values_list("code", flat=True)
    said_of = {codes[0]: {"state": "done"}, codes[1]: {"state": "not_applicable", "reason": " "}}
    stored(report, elements=said_of)
    assert [f.message for f in blocking(report)] == [
        f"{codes[1]}: say why this element does not apply."
    ]


def test_text_longer_than_fits_blocks_at_its_field(report):
    stored(report, obstacles="x" * 3001)
    assert ("2022-08", "obstacles", True) in said(report)
    stored(report, obstacles="x" * 3000)
    assert blocking(report) == []


def before(report, code="2025", days=365):
    """The member's report of the year before."""
    meeting_on = report.cycle.meeting_on - dt.timedelta(days=days)
    return factories.make_report("KEN", factories.make_cycle(code, meeting_on))


def test_fall_that_gives_no_reason_blocks_until_it_does(report):
    factories.answer(before(report), "2022-08", status="full")
    entry = factories.answer(report, "2022-08", status="partial")
    assert ("2022-08", "status_reason", True) in said(report)
    ProgressEntry.internal.filter(pk=entry.pk).update(status_reason="The law was repealed.")
    assert blocking(report) == []


def test_two_steps_in_one_cycle_are_worth_a_second_look(report):
    factories.answer(before(report), "2022-08", status="not_started")
    factories.answer(report, "2022-08", status="partial")
    assert ("2022-08", "status", False) in said(report)
    factories.answer(before(report, "2025b", 300), "2022-08", status="in_progress")
    assert ("2022-08", "status", False) not in said(report)


def test_full_on_old_paper_is_worth_a_second_look(report):
    factories.answer(report, "2022-08", status="full")
    old = report.today() - dt.timedelta(days=800)
    Evidence.objects.working().update(document_date=old)
    found = [f for f in findings(report) if f.field == "evidence"]
    assert [f.message for f in found] == [
        f"Fully implemented, and the newest document is from {old.year}."
    ]
    Evidence.objects.working().update(document_date=report.today())
    assert not [f for f in findings(report) if f.field == "evidence"]


def money(report) -> list[str]:
    return [
        f.message.replace("\u202f", " ").replace("\xa0", " ")
        for f in findings(report)
        if f.field == "money"
    ]


def test_jump_against_the_last_report_names_both_amounts(report):
    line = factories.make_line(before(report))
    year_before = {"period_start": dt.date(2024, 7, 1), "period_end": dt.date(2025, 6, 30)}
    factories.make_figure(line_report(line, "2025"), line, "allocated", "240000", **year_before)
    factories.answer(report, "2022-08")
    figure = factories.make_figure(report, line, "allocated", "900000")
    assert money(report) == ["Allocated is KES 900 000, 275% more than in 2025 (KES 240 000)."]
    put_amount(figure, "0")
    assert money(report) == ["Allocated is KES 0, 100% less than in 2025 (KES 240 000)."]
    put_amount(figure, "250000")
    assert money(report) == []
    assert blocking(report) == []


def line_report(line, cycle):
    return Report.internal.get(member=line.member, cycle__code=cycle)


def put_amount(figure, amount: str) -> None:
    BudgetFigure.internal.filter(pk=figure.pk).update(amount=amount)


def test_remark_called_right_comes_back_when_its_facts_change(report):
    factories.answer(report, "2022-08")
    line = factories.make_line(report)
    factories.make_figure(report, line, "committed", "100")
    figure = factories.make_figure(report, line, "disbursed", "101")
    (mark,) = [f.mark for f in findings(report) if f.field == "money"]
    ProgressEntry.internal.filter(pk=factories.entry_of(report).pk).update(called_right=[mark])
    assert [f.is_called_right for f in findings(report) if f.field == "money"] == [True]
    put_amount(figure, "102")
    assert [f.is_called_right for f in findings(report) if f.field == "money"] == [False]


def test_carried_answer_that_nobody_confirmed_is_a_remark(report):
    factories.answer(report, "2022-08")
    factories.answer(report, "2022-09", confirmed=False, carried_from="2025")
    assert ("2022-09", "status", False) in said(report)


def test_comment_without_an_answer_blocks_until_it_has_one(report):
    entry = factories.answer(report, "2022-08")
    asked = ReviewComment.internal.create(
        member=report.member,
        report=report,
        entry=entry,
        text="Which law?",
        author=factories.make_seat(Role.REVIEWER),
        round=1,
        sent_at=dt.datetime.now(dt.UTC),
    )
    assert ("2022-08", "comments", True) in said(report)
    ReviewComment.internal.filter(pk=asked.pk).update(answer="Article 5.")
    assert blocking(report) == []


def test_comment_that_was_not_sent_stays_unseen(report):
    entry = factories.answer(report, "2022-08")
    ReviewComment.internal.create(
        member=report.member,
        report=report,
        entry=entry,
        text="Draft of a question.",
        author=factories.make_seat(Role.REVIEWER),
        round=1,
    )
    assert blocking(report) == []


@pytest.mark.parametrize(
    ("facts", "field"),
    [({"narrative": " "}, "narrative"), ({"is_ready": False}, "is_ready")],
)
def test_thin_answer_is_worth_a_second_look(report, facts, field):
    factories.answer(report, "2022-08", **facts)
    assert ("2022-08", field, False) in said(report)


def test_full_on_public_words_alone_is_worth_a_second_look(report):
    factories.answer(report, "2022-08", status="full")
    Evidence.objects.working().update(kind="public_communication")
    assert ("2022-08", "evidence", False) in said(report)


def test_later_stage_larger_than_the_one_before_warns_and_never_blocks(report):
    factories.answer(report, "2022-08")
    line = factories.make_line(report)
    factories.make_figure(report, line, "committed", "100")
    factories.make_figure(report, line, "disbursed", "101")
    assert ("2022-08", "money", False) in said(report)
    assert blocking(report) == []


def test_unknown_stage_is_compared_with_nothing(report):
    factories.answer(report, "2022-08")
    line = factories.make_line(report)
    factories.make_figure(report, line, "committed", None)
    factories.make_figure(report, line, "disbursed", "101")
    assert not [f for f in findings(report) if f.field == "money"]


def test_number_of_queries_is_the_same_for_one_answer_and_for_all(
    report, django_assert_num_queries
):
    factories.answer(report, "2022-08")
    with django_assert_num_queries(7):
        findings(report)
    for entry in list(ProgressEntry.objects.working().filter(report=report)[:10]):
        factories.answer(report, entry.recommendation.code)
    with django_assert_num_queries(7):
        findings(report)


def test_stage_is_compared_with_the_last_one_known_before_it(report):
    line = factories.make_line(report)
    factories.make_figure(report, line, "allocated", "100")
    factories.make_figure(report, line, "committed", None)
    factories.make_figure(report, line, "spent", "101")
    assert money(report) == ["Spent is more than Allocated. Is it right?"]
    assert blocking(report)[0].field == "status"


def test_amount_a_thousand_times_another_may_be_in_thousands(report):
    line = factories.make_line(before(report))
    factories.make_figure(
        line_report(line, "2025"),
        line,
        "allocated",
        "29850",
        period_start=dt.date(2024, 7, 1),
        period_end=dt.date(2025, 6, 30),
    )
    factories.make_figure(report, line, "allocated", "29850000")
    factories.make_figure(report, line, "spent", "29850")
    assert money(report) == [
        "Spent and Allocated are a thousand times apart. Was one written in thousands?",
        "Allocated is KES 29 850 000, and was KES 29 850 in 2025. Was one written in thousands?",
    ]


def test_zero_is_no_amount_in_thousands(report):
    line = factories.make_line(report)
    factories.make_figure(report, line, "allocated", "29850000")
    factories.make_figure(report, line, "spent", "0")
    assert money(report) == []


def test_period_unlike_the_others_is_a_remark(report):
    lines = [factories.make_line(report) for _n in range(3)]
    for line in lines[:2]:
        factories.make_figure(report, line)
    other = {"period_start": dt.date(2025, 1, 1), "period_end": dt.date(2025, 12, 31)}
    factories.make_figure(report, lines[2], **other)
    assert money(report) == [
        "The fiscal period begins on 1 January 2025, unlike your others. Is it right?"
    ]


def test_period_that_is_no_year_is_a_remark(report):
    line = factories.make_line(report)
    factories.make_figure(report, line, period_end=dt.date(2025, 12, 31))
    assert money(report) == ["The fiscal period has 184 days, not a year. Is it right?"]


def test_days_to_come_are_remarks(report):
    line = factories.make_line(report)
    to_come = {"period_start": dt.date(2090, 7, 1), "period_end": dt.date(2091, 6, 30)}
    factories.make_figure(report, line, "spent", "5", as_of=dt.date(2090, 1, 1), **to_come)
    assert money(report) == [
        "Spent is as of a day that has not come. Is it right?",
        "Spent is reported for a period that has not begun. Is it right?",
    ]


def test_words_of_a_budget_line_by_which_somebody_is_found_are_told_at_the_line(report):
    factories.answer(report, "2022-08")
    line = factories.make_line(report, title="Grant, call +254 700 123 456")
    hidden = factories.make_line(
        report, title="Grant, call +254 700 123 456", confidentiality="restricted"
    )
    for one in (line, hidden):
        factories.make_figure(report, one)
    (found,) = [f for f in findings(report) if "telephone" in f.message]
    assert (found.recommendation, found.field, found.line) == ("2022-08", "money", line.pk)
    assert found.mark
    assert not found.is_blocking


def test_jump_of_an_amount_is_told_in_arabic_with_its_numbers_apart(report):
    factories.answer(report, "2022-08")
    last = factories.make_report("KEN", factories.make_cycle("2025", dt.date(2025, 4, 1)))
    line = factories.make_line(report)
    factories.make_figure(last, line, amount="1000", period_start=dt.date(2023, 7, 1),
                          period_end=dt.date(2024, 6, 30))  # fmt: skip
    factories.make_figure(report, line, amount="3000")
    with translation.override("ar"):
        told = [f.message for f in findings(report) if f.field == "money"]
    assert [said for said in told if said.count("\u2068") >= 3]
    assert not [f for f in findings(report) if "\u2068" in f.message]
