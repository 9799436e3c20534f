"""Rows that belong to a member are never read without saying for whom."""

from __future__ import annotations

import pytest
from django.db.models import Exists, OuterRef

from accounts.actor import PUBLIC
from accounts.owned import Unscoped
from tests import factories
from tracker.models import ProgressEntry, Report

pytestmark = pytest.mark.django_db

UNSCOPED_READS = [
    lambda rows: list(rows),
    lambda rows: rows.count(),
    lambda rows: rows.exists(),
    lambda rows: rows.first(),
    lambda rows: rows.get(pk=1),
    lambda rows: list(rows.iterator()),
    lambda rows: list(rows.values_list("pk")),
    lambda rows: rows.aggregate(),
    lambda rows: rows.filter(version=1).update(version=2),
    lambda rows: rows.filter(version=1).delete(),
    lambda rows: bool(rows.all()),
    lambda rows: rows.in_bulk([1]),
]


@pytest.mark.parametrize("read", UNSCOPED_READS)
def test_unscoped_query_of_owned_rows_raises(read):
    report = factories.make_report("KEN")
    with pytest.raises(Unscoped):
        read(Report.objects.all())
    assert Report.objects.unscoped().get() == report
    assert report.version == 1


def test_reverse_relation_without_a_reader_raises():
    report = factories.make_report("KEN")
    with pytest.raises(Unscoped):
        list(report.entries.all())
    assert report.entries.unscoped().count() == 18


def test_scope_survives_chaining(amina):
    factories.make_report("KEN")
    rows = Report.objects.visible_to(amina).filter(state="draft").order_by("pk")[:5]
    assert [row.member.code for row in rows] == ["KEN"]


def test_forward_key_follows_a_row_somebody_holds(amina):
    factories.make_report("KEN")
    entry = ProgressEntry.objects.visible_to(amina).first()
    assert entry.report.member.code == "KEN"


def test_public_reads_no_working_row():
    report = factories.make_report("KEN")
    factories.answer(report)
    assert not Report.objects.visible_to(PUBLIC).exists()
    assert not ProgressEntry.objects.visible_to(PUBLIC).exists()
    assert ProgressEntry.objects.working().filter(status="partial").count() == 1


def test_visibility_composes_inside_a_subquery(kari):
    report = factories.make_report("KEN")
    factories.answer(report)
    inner = ProgressEntry.objects.visible_to(kari).filter(report=OuterRef("pk"))
    assert not Report.objects.unscoped().filter(Exists(inner)).exists()
