from __future__ import annotations

import datetime as dt

import pytest

from accounts.enums import Role
from tests import factories
from tracker.models import Evidence, ProgressEntry, ReviewComment
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
    with django_assert_num_queries(4):
        findings(report)
    for entry in list(ProgressEntry.objects.working().filter(report=report)[:10]):
        factories.answer(report, entry.recommendation.code)
    with django_assert_num_queries(4):
        findings(report)
