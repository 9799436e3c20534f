"""Coverage counts members and answers that are published, for the reader who asks."""

from __future__ import annotations

import datetime as dt

import pytest

from accounts.actor import PUBLIC
from accounts.models import Member
from tests import factories
from tracker.enums import Confidentiality, Status
from tracker.queries import coverage, published
from tracker.queries.coverage import Distribution, Share


@pytest.mark.parametrize(
    ("n", "of", "percent"), [(1, 3, 33), (2, 3, 67), (1, 8, 13), (0, 5, 0), (5, 5, 100)]
)
def test_percent_rounds_half_up(n, of, percent):
    assert Share(n, of).percent == percent


def test_percent_of_nothing_is_unknown_and_not_zero():
    assert Share(0, 0).percent is None


def test_distribution_counts_every_status_and_leaves_two_out_of_the_denominator():
    spread = Distribution.of(["full", "partial", "partial", "not_applicable", "not_reported"])
    assert spread.counts["suspended"] == 0
    assert (spread.answered, spread.applicable) == (Share(4, 5), 3)
    assert spread.one_done == Share(3, 3)
    assert [(band.status.value, band.share.n) for band in spread.bands] == [
        ("full", 1),
        ("partial", 2),
        ("in_progress", 0),
        ("not_started", 0),
        ("suspended", 0),
    ]


@pytest.mark.django_db
def test_groups_hold_every_member_once_and_organizations_apart():
    kenya = Member.objects.get(code="KEN")
    groups = coverage.by_group(Member.objects.all(), {kenya.pk: None})
    assert sum(group.share.of for group in groups) == 87
    assert {group.code: group.share.n for group in groups}["african"] == 1
    assert groups[-1].code == "organizations"
    assert groups[-1].share == Share(0, 8)


@pytest.mark.django_db
def test_only_published_reports_have_a_day_of_publication():
    cycle = factories.make_cycle()
    factories.make_report("NOR", cycle)
    withdrawn = factories.published(factories.make_report("MDA", cycle))
    factories.put(withdrawn, state="withdrawn", withdrawn_at=dt.datetime.now(dt.UTC))
    kenya = factories.published(factories.make_report("KEN", cycle))
    days = coverage.published_on(cycle)
    assert days == {kenya.member_id: dt.datetime.now(dt.UTC).date()}
    assert coverage.published_on(None) == {}


@pytest.mark.django_db
def test_evidence_kept_from_a_reader_backs_no_answer_for_them(kari):
    report = factories.make_report("KEN")
    entry = factories.answer(report, "2022-08", Status.IN_PROGRESS)
    factories.make_evidence(entry, confidentiality=Confidentiality.NETWORK)
    factories.published(report)
    pair = (report.member_id, entry.recommendation_id)
    assert coverage.backed_by_evidence(PUBLIC, report.cycle) == set()
    assert coverage.backed_by_evidence(kari, report.cycle) == {pair}


@pytest.mark.django_db
def test_unknown_amount_is_no_figure():
    report = factories.make_report("KEN")
    factories.answer(report)
    line = factories.make_line(report)
    factories.make_figure(report, line, "pledged", None)
    factories.published(report)
    assert coverage.members_with_figures(PUBLIC, report.cycle) == set()


@pytest.mark.django_db
def test_published_amount_is_counted_once_per_member():
    report = factories.make_report("KEN")
    factories.answer(report)
    line = factories.make_line(report)
    factories.make_figure(report, line, "pledged", "0")
    factories.make_figure(report, line, "spent", "5")
    assert coverage.members_with_figures(PUBLIC, report.cycle) == set()
    factories.published(report)
    assert coverage.members_with_figures(PUBLIC, report.cycle) == {report.member_id}


@pytest.mark.django_db
def test_cycle_shown_is_the_latest_published_else_the_open_one():
    assert published.cycle_to_show(published.cycles()) is None
    old = factories.make_cycle("2024", dt.date(2024, 5, 14))
    now = factories.make_cycle()
    assert published.cycle_to_show(published.cycles()) == now
    factories.published(factories.make_report("KEN", old))
    assert published.cycle_to_show(published.cycles()) == old


@pytest.mark.django_db
def test_running_cycle_is_shown_first_once_its_set_is_out():
    now = factories.make_cycle()
    factories.published(factories.make_report("KEN", now))
    assert published.cycle_to_show(published.cycles()) == now
    old = factories.make_cycle("2024", dt.date(2024, 5, 14))
    factories.published(factories.make_report("KEN", old))
    assert published.cycle_to_show(published.cycles()) == old
    past = dt.datetime.now(dt.UTC).date()
    type(now).objects.filter(pk=now.pk).update(
        opens_on=past, ministry_due_on=past, due_on=past, publishes_on=past
    )
    assert published.cycle_to_show(published.cycles()) == now
