"""The datasets that can be had as one file: page, API, command and workbook read this table."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.actor import PUBLIC, Actor
from accounts.models import Member
from recommendations.models import Recommendation
from tracker.filters.budgets import BudgetFigureFilter
from tracker.filters.entries import EntryFilter
from tracker.filters.evidence import EvidenceFilter
from tracker.filters.files import of_files
from tracker.filters.indicators import MeasurementFilter
from tracker.filters.members import MemberFilter
from tracker.filters.plans import PlanFilter
from tracker.filters.recommendations import RecommendationFilter
from tracker.filters.reports import ReportFilter
from tracker.models import BudgetFigure, Evidence, Plan, ProgressEntry
from tracker.queries.reports import reports_as_shown
from tracker.statements import tables_joined_whole

from . import (
    budgets,
    cells,
    csv,
    entries,
    evidence,
    indicators,
    members,
    ndjson,
    plans,
    recommendations,
    reports,
    rows,
    sql_cells,
)
from .columns import Columns, Words
from .common import drafts_among
from .copying import one_snapshot
from .provenance import Provenance, covered, provenance

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ndjson": "application/x-ndjson; charset=utf-8",
}


Part = TypeVar("Part")


class Reader(NamedTuple):
    """What a filter set needs of a request."""

    actor: Actor


@dataclass(frozen=True)
class Dataset:
    """Flat rows of one kind: what a reader may have (`scope`), the filters on it, which of it goes
    into files and in which order (`exportable`), and the columns. `drafts` are the rows of it that
    are not published as they stand. `lines` is there where one row of the database is several
    lines; `is_joined_whole` as in tracker/statements.py."""

    name: str
    title: Words
    unit: Words
    scope: Callable[[Actor], QuerySet[Any]]
    filterset: Any
    exportable: Callable[[QuerySet[Any]], QuerySet[Any]]
    columns: Callable[[Actor], Columns]
    drafts: Callable[[QuerySet[Any]], QuerySet[Any]] | None = None
    lines: Callable[[QuerySet[Any]], Iterator[list[Any]]] | None = None
    is_of_members: bool = True
    is_joined_whole: bool = False

    def reader(self, actor: Actor, asked: Mapping[str, str]) -> Actor:
        """Whose eyes the rows are seen with: everybody's, where no others were asked for."""
        return PUBLIC if asked.get("published") == "true" else actor

    def filtered(self, actor: Actor, asked: Mapping[str, str]) -> Any:
        """The filter set over what a reader may have, for whoever has no request."""
        return self.filterset(asked, queryset=self.scope(actor), request=Reader(actor))

    def said(
        self,
        actor: Actor,
        given: Mapping[str, str],
        found: QuerySet[Any],
        asked: Mapping[str, object],
    ) -> Provenance:
        """What a file of rows that the filters left says of itself: `given` are the filters as they
        were written, `asked` as they were understood."""
        shared = self.exportable(found)
        coverage = covered(shared, asked) if self.is_of_members else None
        # Counted: to find one alone the planner reads all rows that others published.
        has_drafts = bool(actor.is_signed_in and self.drafts and self.drafts(shared).count())
        return provenance(self.name, actor, given, coverage, has_drafts=has_drafts)

    def file_name(self, asked: Mapping[str, Any], file_format: str) -> str:
        """Tells apart what is fetched for several members, cycles and days: each stands in it
        where it is one."""
        named = [asked.get(name) or [] for name in ("member", "cycle")]
        parts = [self.name, *(found[0] for found in named if len(found) == 1)]
        if asked.get("published"):
            parts.append("published")
        words = "-".join([*parts, dt.datetime.now(dt.UTC).date().isoformat()])
        return f"{re.sub(r'[^A-Za-z0-9.-]', '_', words)}.{file_format}"

    def csv(self, actor: Actor, found: QuerySet[Any]) -> Iterator[bytes]:
        """The file in parts, of rows that the filters left."""
        shared, columns = self.exportable(found), self.columns(actor)
        if self.lines:
            return rows.of_lines(self.lines(shared), columns)
        return self._read(csv.stream(shared, columns))

    def ndjson(self, actor: Actor, found: QuerySet[Any]) -> Iterator[bytes]:
        shared, columns = self.exportable(found), self.columns(actor)
        if self.lines:
            return ndjson.of_lines(self.lines(shared), columns)
        return self._read(ndjson.stream(shared, columns))

    def cells(self, actor: Actor, found: QuerySet[Any]) -> Iterator[Sequence[str]]:
        """The same lines as cells of a workbook, a few at a time, all of one snapshot."""
        shared, columns = self.exportable(found), self.columns(actor)
        with one_snapshot():
            if self.lines:
                yield from cells.of_lines(self.lines(shared))
            else:
                yield from self._read(sql_cells.rows(shared, columns))

    def _read(self, parts: Iterator[Part]) -> Iterator[Part]:
        with tables_joined_whole() if self.is_joined_whole else nullcontext():
            yield from parts


def _all(model: Any) -> Callable[[Actor], QuerySet[Any]]:
    """What is open to everybody, whoever asks."""
    return lambda actor: model.objects.all()


DATASETS = {
    dataset.name: dataset
    for dataset in (
        Dataset(
            "entries",
            _("Answers"),
            _("One line for each answer of a member to a recommendation in a cycle."),
            ProgressEntry.objects.visible_to,
            of_files(EntryFilter),
            entries.exportable,
            entries.columns,
            drafts_among,
        ),
        Dataset(
            "evidence",
            _("Evidence"),
            _("One line for each document that supports answers."),
            Evidence.objects.visible_to,
            of_files(EvidenceFilter),
            evidence.exportable,
            evidence.columns,
            drafts_among,
        ),
        Dataset(
            "budgets",
            _("Money"),
            _("One line for each figure: a line of money at one stage in one fiscal period."),
            BudgetFigure.objects.visible_to,
            of_files(BudgetFigureFilter),
            budgets.exportable,
            budgets.columns,
            drafts_among,
            is_joined_whole=True,
        ),
        Dataset(
            "reports",
            _("Reports"),
            _("One line for each member’s report of a cycle."),
            reports_as_shown,
            of_files(ReportFilter),
            reports.exportable,
            reports.columns,
            reports.drafts,
        ),
        Dataset(
            "plans",
            _("Plans"),
            _("One line for each action plan or strategy of a member."),
            Plan.objects.visible_to,
            of_files(PlanFilter),
            plans.exportable,
            plans.columns,
            drafts_among,
        ),
        Dataset(
            "indicators",
            _("Indicators"),
            _("One line for each number, and each cell of a table, of a measurement."),
            indicators.scope,
            of_files(MeasurementFilter),
            indicators.exportable,
            indicators.columns,
            lines=indicators.lines,
        ),
        Dataset(
            "members",
            _("Members"),
            _("One line for each state or regional organization."),
            _all(Member),
            MemberFilter,
            members.exportable,
            members.columns,
            is_of_members=False,
        ),
        Dataset(
            "recommendations",
            _("Recommendations"),
            _("One line for each recommendation of the communiqués."),
            _all(Recommendation),
            RecommendationFilter,
            recommendations.exportable,
            recommendations.columns,
            is_of_members=False,
        ),
    )
}
