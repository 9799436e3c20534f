"""What the answers say, of those the reader may read."""

from __future__ import annotations

import datetime as dt

import pytest

from tests import factories
from tests.tracker.queries.overview.scopes import administrator, co_chair, seen_by
from tracker.models import ProgressEntry
from tracker.queries.overview import answers

pytestmark = pytest.mark.django_db
CODE = "2022-08"


@pytest.fixture
def cycles():
    """Four cycles, latest first; the latest is open."""
    return [
        factories.make_cycle("2026"),
        *(factories.make_cycle(str(year), dt.date(year, 6, 1)) for year in (2025, 2024, 2023)),
    ]


def said(cycle, status: str, member: str = "KEN", code: str = CODE, **facts):
    """A published answer in a cycle."""
    report = factories.Report.internal.filter(member__code=member, cycle=cycle).first()
    report = report or factories.make_report(member, cycle)
    factories.answer(report, code, status, **facts)
    return factories.published(report)


def kinds(actor=None) -> list[tuple[str, str, str]]:
    found = answers.stalled(seen_by(actor or administrator()))
    return [(i.member.code, i.recommendation.code, i.kind) for i in found.items]


def test_answer_with_the_same_status_for_two_cycles_does_not_move(cycles):
    for cycle in cycles[:3]:
        said(cycle, "partial")
    assert kinds() == [("KEN", CODE, "unmoved")]


def test_last_cycles_answer_counts_while_this_cycle_has_none(cycles):
    for cycle in cycles[1:]:
        said(cycle, "in_progress")
    assert kinds() == [("KEN", CODE, "unmoved")]


def test_one_cycle_at_the_same_status_or_a_gap_is_no_standstill(cycles):
    said(cycles[0], "partial")
    said(cycles[1], "partial")
    said(cycles[3], "partial")
    assert kinds() == []


def test_what_is_in_place_or_out_of_the_question_is_not_expected_to_move(cycles):
    for cycle in cycles[:3]:
        said(cycle, "full")
        said(cycle, "not_applicable", code="2022-01")
    assert kinds() == []


def test_fallen_and_suspended_answers_are_told(cycles):
    said(cycles[1], "full")
    said(cycles[0], "partial")
    said(cycles[0], "suspended", member="NOR")
    assert sorted(kinds()) == [("KEN", CODE, "fell"), ("NOR", CODE, "suspended")]


def test_member_silent_for_two_cycles_has_no_answer_that_stands_still(cycles):
    said(cycles[2], "suspended")
    assert kinds() == []


def test_sums_by_recommendation_and_by_member_are_those_of_the_items(cycles):
    for cycle in cycles[:3]:
        said(cycle, "partial")
    said(cycles[0], "suspended", code="2022-01")
    said(cycles[0], "partial", member="NOR")
    found = answers.stalled(seen_by(administrator()))
    first, second = found.by_recommendation
    assert (first.recommendation.code, first.suspended, first.answered) == ("2022-01", 1, 1)
    assert (second.recommendation.code, second.unmoved, second.answered) == (CODE, 1, 2)
    (kenya,) = found.by_member
    assert (kenya.unmoved, kenya.fell, kenya.suspended) == ([CODE], [], ["2022-01"])
    assert (kenya.answered, found.unmoved, found.fell, found.suspended) == (2, 1, 0, 1)


def test_draft_and_member_answers_are_told_to_nobody_who_may_not_read_them(cycles):
    for cycle in cycles[1:3]:
        said(cycle, "partial")
    report = factories.make_report("KEN", cycles[0])
    factories.answer(report, CODE, "suspended", confidentiality="member")
    assert kinds(factories.reviewer("KEN")) == []
    factories.submitted(report)
    assert kinds(factories.reviewer("KEN")) == [("KEN", CODE, "suspended")]
    assert kinds() == []
    assert kinds(factories.reviewer("NOR")) == []
    assert kinds(co_chair()) == []


def test_restricted_answer_is_in_no_count_even_for_a_named_reviewer(cycles):
    reviewer = factories.reviewer("KEN")
    report = factories.make_report("KEN", cycles[0])
    entry = factories.answer(report, CODE, "suspended", confidentiality="restricted")
    entry.named_readers.add(reviewer.seat)
    factories.submitted(report)
    facts = seen_by(reviewer)
    assert (answers.stalled(facts).items, answers.answered(facts).n) == ([], 0)


def test_carried_answer_that_nobody_confirmed_is_not_counted(cycles):
    report = said(cycles[0], "partial")
    assert answers.answered(seen_by(administrator())).n == 1
    ProgressEntry.internal.filter(report=report).update(confirmed=False)
    assert answers.answered(seen_by(administrator())).n == 0


def test_themes_count_answers_of_those_asked_under_each_of_their_themes(cycles):
    said(cycles[0], "partial")
    said(cycles[0], "partial", code="2023-01")
    factories.make_report("org-ecowas", cycles[0])
    facts = seen_by(administrator())
    shares = {row.theme.code: (row.share.n, row.share.of) for row in answers.by_theme(facts)}
    about = next(r for r in facts.recommendations if r.code == CODE)
    tagged = {t.code for t in (*about.themes.all(), *about.themes_secondary.all()) if t.is_flag}
    assert tagged
    assert {code for code, (n, _of) in shares.items() if n} == tagged
    # 2023-01 is addressed to nobody of them; states are asked 16, organizations 7.
    assert (answers.answered(facts).n, answers.answered(facts).of) == (1, 23)


def test_working_answers_change_no_theme_for_co_chairs_and_administrators(cycles):
    report = factories.make_report("KEN", cycles[0])
    factories.answer(report)
    factories.submitted(report)
    assert answers.answered(seen_by(co_chair())).n == 0
    assert answers.answered(seen_by(administrator())).n == 0
    assert answers.answered(seen_by(factories.reviewer("KEN"))).n == 1
