"""The matrix shows what was published, to whom it was meant, and adds up only what was asked."""

from __future__ import annotations

import datetime as dt

import pytest

from accounts.actor import PUBLIC
from accounts.models import Member
from tests import factories
from tracker.domain.publication import withdraw_edition
from tracker.enums import Confidentiality, Status
from tracker.queries.alphabet import by_name
from tracker.queries.matrix import Matrix, Row, agreed, build_matrix

pytestmark = pytest.mark.django_db


def _matrix(cycle, actor=PUBLIC, codes=("KEN", "NOR", "org-ecowas"), communique="") -> Matrix:
    members = by_name(Member.objects.filter(code__in=codes))
    return build_matrix(actor, cycle, members, agreed(communique))


def _row(matrix: Matrix, code: str) -> Row:
    return next(row for row in matrix.rows if row.member.code == code)


def _status(matrix: Matrix, member: str, code: str) -> str:
    return next(cell.status for cell in _row(matrix, member).cells if cell.code == code)


@pytest.fixture
def cycle():
    return factories.make_cycle()


@pytest.fixture
def kenya(cycle):
    """Kenya's report with answers of three classes, not published yet."""
    report = factories.make_report("KEN", cycle)
    factories.answer(report, "2022-01", Status.FULL)
    factories.answer(report, "2022-02", Status.PARTIAL, confidentiality=Confidentiality.NETWORK)
    factories.answer(report, "2022-04", Status.PARTIAL, confidentiality=Confidentiality.MEMBER)
    return report


def test_draft_answer_looks_like_no_report_to_everybody(cycle, kenya, amina, kari):
    for actor in (PUBLIC, amina, kari):
        matrix = _matrix(cycle, actor)
        assert not _row(matrix, "KEN").has_report
        assert _status(matrix, "KEN", "2022-01") == Status.NOT_REPORTED
        assert matrix.reported.n == 0


def test_public_answer_once_published_is_read_by_strangers(cycle, kenya):
    factories.published(kenya)
    matrix = _matrix(cycle)
    assert _row(matrix, "KEN").has_report
    assert _status(matrix, "KEN", "2022-01") == Status.FULL
    assert (matrix.reported.n, matrix.reported.of) == (1, 3)
    assert matrix.as_of == dt.datetime.now(dt.UTC).date()


def test_network_answer_is_read_by_seats_and_not_by_strangers(cycle, kenya, kari):
    factories.published(kenya)
    assert _status(_matrix(cycle), "KEN", "2022-02") == Status.NOT_REPORTED
    assert _status(_matrix(cycle, kari), "KEN", "2022-02") == Status.PARTIAL


def test_answer_kept_to_the_member_is_never_in_the_matrix(cycle, kenya, amina, kari):
    factories.published(kenya)
    for actor in (PUBLIC, amina, kari):
        assert _status(_matrix(cycle, actor), "KEN", "2022-04") == Status.NOT_REPORTED


def test_own_members_later_draft_changes_nothing_in_the_matrix(cycle, kenya, amina):
    factories.published(kenya)
    factories.answer(kenya, "2022-01", Status.SUSPENDED)
    assert factories.entry_of(kenya, "2022-01").status == Status.SUSPENDED
    assert _status(_matrix(cycle, amina), "KEN", "2022-01") == Status.FULL


def test_withdrawn_report_leaves_the_matrix(cycle, kenya):
    factories.published(kenya)
    factories.put(kenya, state="withdrawn", withdrawn_at=dt.datetime.now(dt.UTC))
    withdraw_edition(kenya)
    matrix = _matrix(cycle)
    assert not _row(matrix, "KEN").has_report
    assert _status(matrix, "KEN", "2022-01") == Status.NOT_REPORTED


def test_without_a_cycle_the_matrix_is_empty_and_still_names_members(db):
    matrix = _matrix(None)
    assert [row.member.code for row in matrix.rows] == ["org-ecowas", "KEN", "NOR"]
    assert matrix.reported.n == 0
    assert matrix.as_of is None
    assert {cell.status for row in matrix.rows for cell in row.cells} == {Status.NOT_REPORTED}


def test_states_are_asked_sixteen_and_organizations_seven(cycle):
    matrix = _matrix(cycle)
    assert _row(matrix, "KEN").answered.of == 16
    assert _row(matrix, "org-ecowas").answered.of == 7


def test_optional_answer_is_shown_and_never_counted(cycle):
    report = factories.make_report("KEN", cycle)
    factories.answer(report, "2023-01", Status.IN_PROGRESS)
    factories.answer(report, "2022-08", Status.IN_PROGRESS)
    factories.published(report)
    matrix = _matrix(cycle)
    assert _status(matrix, "KEN", "2023-01") == Status.IN_PROGRESS
    assert (_row(matrix, "KEN").answered.n, _row(matrix, "KEN").answered.of) == (1, 16)
    guidance = next(c for c in matrix.columns if c.recommendation.code == "2023-01")
    assert (guidance.distribution.answered.n, guidance.distribution.answered.of) == (0, 0)
    assert matrix.distribution.answered.n == 1


def test_not_applicable_leaves_the_denominator(cycle):
    for code, status in (("KEN", Status.FULL), ("NOR", Status.NOT_APPLICABLE)):
        report = factories.make_report(code, cycle)
        factories.answer(report, "2022-08", status)
        factories.published(report)
    matrix = _matrix(cycle)
    column = next(c for c in matrix.columns if c.recommendation.code == "2022-08")
    spread = column.distribution
    assert (spread.answered.n, spread.answered.of) == (2, 3)
    assert (spread.one_done.n, spread.one_done.of, spread.one_done.percent) == (1, 1, 100)
    assert spread.not_applicable == 1


def test_one_communique_keeps_its_nine_columns_in_three_sections(cycle):
    matrix = _matrix(cycle, communique="FPN-2023")
    assert [c.recommendation.code for c in matrix.columns][::8] == ["2023-01", "2023-09"]
    assert [span.width for span in matrix.sections] == [3, 3, 3]
    assert [c.opens for c in matrix.columns[:4]] == [True, False, False, True]


@pytest.mark.parametrize("codes", [["KEN"], ["KEN", "NOR", "MDA", "FRA", "JPN", "PER"]])
def test_matrix_costs_two_queries_whatever_its_size(cycle, codes, django_assert_num_queries):
    for code in codes:
        report = factories.make_report(code, cycle)
        factories.answer(report)
        factories.published(report)
    members, recommendations = list(Member.objects.filter(code__in=codes)), agreed()
    with django_assert_num_queries(2):
        matrix = build_matrix(PUBLIC, cycle, members, recommendations)
        assert len(matrix.sections) == 6
    assert matrix.reported.n == len(codes)
