"""Indicators as they are read: the series of one, and what it says in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Member
from recommendations.models import Recommendation
from tracker.dates import date_long
from tracker.enums import Edition
from tracker.indicator_enums import Collected, Dimension, Direction
from tracker.models import Indicator, Measurement
from tracker.numbers import format_number
from tracker.wording import apart

from .published import published_to


@dataclass(frozen=True)
class Target:
    on: dt.date
    value: Decimal


@dataclass(frozen=True)
class Series:
    """One indicator over the years. `missing` are years between two measurements in which nobody
    measured: not the same as zero, nor as a number that was held back."""

    indicator: Indicator
    measurements: Sequence[Measurement]
    targets: Sequence[Target]
    missing: Sequence[int]

    @property
    def is_published(self) -> bool:
        return self.indicator.edition == Edition.PUBLISHED

    @property
    def known(self) -> list[Measurement]:
        return [m for m in self.measurements if m.value is not None]

    @property
    def latest(self) -> Measurement | None:
        return self.measurements[-1] if self.measurements else None

    @property
    def rows(self) -> list[Measurement | int]:
        """Measurements, and the years without one in their places."""
        found: list[Measurement | int] = [*self.measurements, *self.missing]
        return sorted(found, key=lambda row: row if isinstance(row, int) else row.period_end.year)

    @property
    def finding(self) -> str:
        """What the numbers say, for the title of their picture."""
        start, last = self._start(), self.known[-1] if self.known else None
        if last is None:
            return _("No number is known yet")
        now = {"now": number(self, last.value), "year": last.period_end.year}
        if start is None:
            return _("%(now)s in %(year)s") % apart(now)
        then = {"then": number(self, start[1]), "since": start[0].year}
        return _("From %(then)s in %(since)s to %(now)s in %(year)s") % apart({**then, **now})

    @property
    def progress(self) -> str:
        """How far the latest number is from the next target, in the direction that is wanted."""
        last = self.known[-1] if self.known else None
        target = self.next_target
        if target is None or last is None or last.value is None:
            return (
                "" if target is None else _("Not measured yet, so nothing is said of its target.")
            )
        gap = target.value - last.value
        named = apart(
            {
                "target": number(self, target.value),
                "day": date_long(target.on, get_language() or "en"),
                "gap": self._distance(abs(gap)),
            }
        )
        if self.indicator.direction == Direction.STEADY:
            if not gap:
                return _("It stands at %(target)s, where it should stay until %(day)s.") % named
            return _("It should be %(target)s until %(day)s and is %(gap)s away.") % named
        if self.indicator.direction not in (Direction.UP, Direction.DOWN):
            return (
                _("The target is %(target)s by %(day)s. Nobody said whether more is better.")
                % named
            )
        is_up = self.indicator.direction == Direction.UP
        if (gap <= 0) == is_up or not gap:
            return _("The target of %(target)s by %(day)s is reached.") % named
        said = (
            _("The target is %(target)s by %(day)s: %(gap)s more to go.")
            if is_up
            else _("The target is %(target)s by %(day)s: %(gap)s less to go.")
        )
        return said % named

    @property
    def next_target(self) -> Target | None:
        """The first target after the latest number, or the last one."""
        last = self.known[-1].period_end if self.known else dt.date.min
        return next((t for t in self.targets if t.on >= last), next(iter(self.targets[-1:]), None))

    def _distance(self, gap: Decimal) -> str:
        if not self.indicator.is_percentage:
            return number(self, gap)
        points = format_number(gap, get_language() or "en")
        return _("%(n)s percentage points") % {"n": points}

    def _start(self) -> tuple[dt.date, Decimal] | None:
        row = self.indicator
        if row.baseline_value is not None and row.baseline_date is not None:
            return row.baseline_date, row.baseline_value
        first = self.known[0] if len(self.known) > 1 else None
        return (first.period_end, first.value) if first and first.value is not None else None


def number(series: Series, value: Decimal | None) -> str:
    """A number of this indicator with its unit."""
    if value is None:
        return ""
    text = format_number(value, get_language() or "en")
    return f"{text}\u00a0%" if series.indicator.is_percentage else text


def series_of(actor: Actor, indicator: Indicator) -> Series:
    """The measurements of an indicator that this reader sees. One query."""
    rows = (
        Measurement.objects.visible_to(actor)
        .filter(indicator__public_id=indicator.public_id)
        .select_related("report__cycle", "evidence")
        .order_by("period_end", "period_start")
    )
    return _series(indicator, list(rows))


def series_of_member(actor: Actor, member: Member) -> list[Series]:
    """Every indicator of a member that this reader sees, with its measurements. Two queries."""
    return _series_in(
        Indicator.objects.visible_to(actor).filter(member=member),
        Measurement.objects.visible_to(actor).filter(member=member),
    )


def published_series(actor: Actor, member: Member) -> list[Series]:
    """The published indicators of a member, as everybody reads them. Two queries."""
    return _series_in(
        published_to(Indicator, actor).filter(member=member),
        published_to(Measurement, actor).filter(member=member),
    )


def _series_in(
    indicators: QuerySet[Indicator], measurements: QuerySet[Measurement]
) -> list[Series]:
    watched = list(
        indicators.select_related("framework", "member").order_by("framework__code", "code", "pk")
    )
    if not watched:
        return []
    found: dict[object, list[Measurement]] = {one.public_id: [] for one in watched}
    rows = measurements.select_related("indicator").order_by("period_end", "period_start")
    for row in rows:
        found.setdefault(row.indicator.public_id, []).append(row)
    return [_series(one, found[one.public_id]) for one in watched]


def _series(indicator: Indicator, rows: list[Measurement]) -> Series:
    measured = {y for m in rows for y in range(m.period_start.year, m.period_end.year + 1)}
    between = range(min(measured), max(measured)) if measured else range(0)
    targets = [
        Target(dt.date.fromisoformat(one["on"]), Decimal(one["value"])) for one in indicator.targets
    ]
    return Series(indicator, rows, targets, [year for year in between if year not in measured])


def dimensions_of(indicator: Indicator) -> list[tuple[str, str]]:
    """What is said of each dimension, in words; nothing of those nobody spoke of."""
    return [
        (str(Dimension(name).label), str(Collected(said).label))
        for name, said in indicator.disaggregation.items()
    ]


def served_by(indicator: Indicator) -> list[Recommendation]:
    rows = Recommendation.objects.filter(code__in=indicator.recommendations)
    return list(rows.order_by("code")) if indicator.recommendations else []
