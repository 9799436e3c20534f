"""Rows of long lists as plain objects."""

from __future__ import annotations

import pytest

from accounts.owned import Unscoped
from tests import factories
from tracker.domain.sharing import note_reads
from tracker.models import BudgetFigure, ProgressEntry, RestrictedRead
from tracker.queries.light import light

pytestmark = pytest.mark.django_db


def test_row_says_what_the_model_says_in_one_statement(amina, django_assert_num_queries):
    entry = factories.answer(factories.make_report("KEN"), narrative="The committee met.")
    rows = ProgressEntry.objects.visible_to(amina).filter(pk=entry.pk)
    paths = ("public_id", "narrative", "elements", "member__code", "report__cycle__code")
    with django_assert_num_queries(1):
        (row,) = light(rows, *paths)
        assert row.public_id == entry.public_id
        assert row.narrative == "The committee met."
        assert row.elements == entry.elements
        assert (row.member.code, row.report.cycle.code) == ("KEN", entry.report.cycle.code)


def test_what_was_not_asked_for_is_no_query(amina, django_assert_num_queries):
    report = factories.make_report("KEN")
    rows = ProgressEntry.objects.visible_to(amina).filter(report=report)
    row = light(rows, "public_id", "member__code")[0]
    with django_assert_num_queries(0):
        for missing in ("narrative", "report"):
            with pytest.raises(AttributeError):
                getattr(row, missing)


def test_empty_key_leads_to_none(amina):
    report = factories.make_report("KEN")
    line = factories.make_line(report)
    shown = factories.make_evidence(factories.entry_of(report))
    factories.make_figure(report, line, evidence=shown)
    factories.make_figure(report, line, stage="disbursed", evidence=None)
    rows = BudgetFigure.objects.visible_to(amina).order_by("pk")
    with_one, without = light(rows, "stage", "evidence__public_id", "evidence__confidentiality")
    assert with_one.evidence.public_id == shown.public_id
    assert without.evidence is None


def test_restricted_row_leaves_its_trace_under_the_name_of_its_model(amina):
    report = factories.make_report("KEN")
    entry = factories.answer(report, confidentiality="restricted")
    rows = ProgressEntry.objects.visible_to(amina).filter(pk=entry.pk)
    note_reads(amina, *light(rows, "member_id", "public_id", "confidentiality"))
    read = RestrictedRead.objects.get()
    assert (read.kind, read.row, read.member_id) == (
        "ProgressEntry",
        entry.public_id,
        report.member_id,
    )


def test_rows_that_nobody_said_for_whom_are_refused():
    with pytest.raises(Unscoped):
        light(ProgressEntry.objects.all(), "public_id")
