"""What of indicators and measurements enters the published edition: suppressed copies, never exact
tables. The working rows are read here and nowhere else on the way out."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from tracker.celltable import read_table
from tracker.enums import Confidentiality, Edition
from tracker.models import Indicator, Measurement, Report
from tracker.suppression import Earlier, Headline, Outcome, suppress

from .freezing import SHARED, standing, upsert

NOTHING: dict[str, Any] = {"value": None, "numerator": None, "denominator": None}


def publish(report: Report) -> None:
    """Freezes the shared indicators that were told in a report, and its measurements of them, each
    suppressed. Closes what was shared before and is not any more. Runs in the caller's
    transaction."""
    _narrow(report.member_id)
    Measurement.objects.published().filter(report=report).delete()
    shared = Indicator.objects.working().filter(member=report.member_id, confidentiality__in=SHARED)
    told = Measurement.objects.working().filter(report=report, indicator__in=shared.values("pk"))
    told = told.select_related("indicator")
    wanted = shared.filter(Q(report=report) | Q(pk__in=told.values("indicator")))
    stand = standing(Indicator, wanted)
    copies = {}
    for indicator in wanted:
        copies[indicator.pk] = upsert(
            indicator, stand.get(indicator.public_id), baseline_value=_baseline(indicator)
        )
    # A measurement corrected in another report than the one that showed it takes its copy along.
    stand = standing(Measurement, told)
    for row in told:
        copy = copies[row.indicator_id]
        upsert(
            row,
            stand.get(row.public_id),
            indicator_id=copy.pk,
            confidentiality=copy.confidentiality,
            evidence_id=None,
            **_shown(row, decide(row)),
        )
    _forget_empty(report, is_going=False)


def withdraw(report: Report) -> None:
    """Takes away what a report published of indicators. Runs in the caller's transaction."""
    Measurement.objects.published().filter(report=report).delete()
    _forget_empty(report, is_going=True)


def take_away(indicator: Indicator) -> None:
    """Takes away every published copy of one indicator. Runs in the caller's transaction."""
    copies = Indicator.objects.published().filter(public_id=indicator.public_id)
    Measurement.objects.published().filter(indicator__in=copies.values("pk")).delete()
    copies.delete()


def decide(row: Measurement) -> Outcome:
    """What would be published of a working measurement now: the same for the page that shows it
    beforehand and for the publication itself."""
    indicator = row.indicator
    return suppress(
        read_table(row.table),
        row.headline(is_percentage=indicator.is_percentage),
        indicator.minimum_cell,
        of_violence=indicator.violence_data,
        earlier=_earlier(row, indicator),
    )


def _earlier(row: Measurement, indicator: Indicator) -> list[Earlier]:
    """Every copy that was ever published for these days, also one that was withdrawn: a reader may
    have kept it. The history knows them, already suppressed."""
    copies = Indicator.pgh_event_model.objects.filter(  # type: ignore[attr-defined]
        public_id=indicator.public_id, edition=Edition.PUBLISHED
    )
    events = Measurement.pgh_event_model.objects.filter(  # type: ignore[attr-defined]
        edition=Edition.PUBLISHED,
        indicator__in=copies.values("pgh_obj"),
        period_start__lte=row.period_end,
        period_end__gte=row.period_start,
    ).order_by("pgh_id")
    return [
        Earlier(
            table=read_table(event.table),
            headline=None
            if event.numbers_hidden
            else Headline(event.value, event.numerator, event.denominator, indicator.is_percentage),
            is_same_period=(event.period_start, event.period_end)
            == (row.period_start, row.period_end),
        )
        for event in events
    ]


def _shown(row: Measurement, outcome: Outcome) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "table": outcome.table.as_json() if outcome.table is not None else {},
        "table_hidden": bool(row.table) and outcome.table is None,
        "numbers_hidden": not outcome.shows_headline,
    }
    return shown if outcome.shows_headline else {**shown, **NOTHING}


def _baseline(indicator: Indicator) -> Any:
    """A baseline is a number like any other: under the minimum it stays back with violence."""
    value = indicator.baseline_value
    outcome = suppress(
        None, Headline(value), indicator.minimum_cell, of_violence=indicator.violence_data
    )
    return value if outcome.shows_headline else None


def _narrow(member_id: int) -> None:
    """Copies whose working row went, or was shown to fewer people, go or close with it."""
    working = Indicator.objects.working().filter(member=member_id)
    measured = Measurement.objects.working().filter(member=member_id)
    copies = Indicator.objects.published().filter(member=member_id)
    tables = Measurement.objects.published().filter(member=member_id)
    shared = working.filter(confidentiality__in=SHARED).values("public_id")
    tables.exclude(public_id__in=measured.values("public_id")).delete()
    tables.exclude(indicator__public_id__in=shared).delete()
    copies.exclude(public_id__in=shared).delete()
    closed = working.filter(confidentiality=Confidentiality.NETWORK).values("public_id")
    copies.filter(public_id__in=closed).update(confidentiality=Confidentiality.NETWORK)
    tables.filter(indicator__public_id__in=closed).update(confidentiality=Confidentiality.NETWORK)


def _forget_empty(report: Report, *, is_going: bool) -> None:
    """Copies of indicators that no public report tells of any more."""
    is_public = Q(report__published_at__isnull=False, report__withdrawn_at__isnull=True)
    stays = is_public & ~Q(report=report) if is_going else is_public | Q(report=report)
    empty = Indicator.objects.published().filter(member=report.member_id, measurements__isnull=True)
    Indicator.objects.published().filter(pk__in=empty.exclude(stays).values("pk")).delete()
