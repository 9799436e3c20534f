"""The plans and the indicators of a country report: published copies alone, whoever orders it,
since only these have been looked through for small numbers."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from tracker.celltable import SUPPRESSED, CellTable, read_table
from tracker.indicator_enums import Dimension, Level, MeasurementStatus
from tracker.models import Measurement, Plan
from tracker.numbers import format_number
from tracker.plan_enums import BudgetState, CivilSocietyRole, PlanKind, PlanStatus
from tracker.queries.indicators import Series

from .content import (
    Block,
    Cell,
    Column,
    Facts,
    Heading,
    Inline,
    Paragraph,
    Run,
    Table,
    joined,
    own,
)
from .parts import GAP
from .phrases import Phrases
from .report_answers import period


def plans(p: Phrases, found: Sequence[Plan]) -> list[Block]:
    """Every published plan with its generation, the oldest first."""
    if not found:
        return [
            Heading(2, p.say("Plans")),
            Paragraph(p.say("No plan of this member is published in the tracker."), "quiet"),
        ]
    blocks: list[Block] = [
        Heading(2, p.count("%(n)s published plan", "%(n)s published plans", len(found)))
    ]
    for plan in found:
        blocks += [
            Heading(3, (own(plan.title, plan.language),)),
            Facts(_facts(p, plan)),
        ]
    blocks.append(
        Paragraph(p.say("As the member says. “Not known” is neither no nor none."), "quiet")
    )
    return blocks


def _facts(p: Phrases, plan: Plan) -> list[tuple[Inline, Inline]]:
    unknown = p.say("Not known")

    def said(text: str) -> Inline:
        return (own(text),) if text else unknown

    rows = [
        (
            p.say("Kind and state"),
            joined(
                [_label(p, PlanKind(plan.kind)), _label(p, PlanStatus(plan.status))], p.text(", ")
            ),
        ),
        (
            p.say("Generation"),
            p.say("no. %(n)s", n=plan.generation) if plan.generation else unknown,
        ),
        (p.say("Runs"), _runs(p, plan) or unknown),
        (p.say("Adopted on"), (Run(p.day(plan.adopted_on)),) if plan.adopted_on else unknown),
        (p.say("Lead institution"), said(plan.lead_institution)),
        (p.say("Role of civil society"), _label(p, CivilSocietyRole(plan.civil_society_role))),
        (p.say("Monitoring framework"), _flag(p, plan.monitoring_framework) or unknown),
        (p.say("Budget"), _budget(p, plan)),
    ]
    if plan.english_title and plan.english_title != plan.title:
        rows.insert(0, (p.say("Title in English"), (own(plan.english_title, "en"),)))
    if plan.local_plans is not None:
        rows.append((p.say("Number of local plans"), (Run(str(plan.local_plans)),)))
    if plan.document_url:
        rows.append((p.say("Document"), (Run(plan.document_url[:80], link=plan.document_url),)))
    return rows


def _label(p: Phrases, choice: object) -> Inline:
    return (Run(p.label(choice)),)  # type: ignore[arg-type]


def _runs(p: Phrases, plan: Plan) -> Inline:
    if plan.period_start and plan.period_end:
        return period(p, plan.period_start, plan.period_end)
    if plan.period_start:
        return p.say("from %(day)s", day=p.day(plan.period_start))
    return p.say("until %(day)s", day=p.day(plan.period_end)) if plan.period_end else ()


def _flag(p: Phrases, flag: bool | None) -> Inline:
    if flag is None:
        return ()
    return p.say("Yes") if flag else p.say("No")


def _budget(p: Phrases, plan: Plan) -> Inline:
    state = _label(p, BudgetState(plan.budget_state))
    if plan.budget_total is None:
        return state
    return joined([state, (p.money(plan.budget_total, plan.budget_currency),)], p.text(": "))


def indicators(p: Phrases, series: Sequence[Series]) -> list[Block]:
    """Each published indicator with its numbers, as they stand after suppression."""
    if not series:
        return []
    blocks: list[Block] = [
        Heading(2, p.count("%(n)s published indicator", "%(n)s published indicators", len(series)))
    ]
    for one in series:
        indicator = one.indicator
        code = (own(indicator.code, style="code"), GAP) if indicator.code else ()
        about = [(own(indicator.framework.name, "en"),), _label(p, Level(indicator.level))]
        if indicator.unit:
            about.append((own(indicator.unit, indicator.language),))
        blocks += [
            Heading(3, (*code, own(indicator.text, indicator.language))),
            Paragraph(joined(about, " · "), "quiet"),
            _measured(p, one),
        ]
        for row in one.measurements:
            if (table := read_table(row.table)) is not None:
                blocks.append(_cells(p, table, row))
    return blocks


def _measured(p: Phrases, series: Series) -> Table:
    rows: list[list[Cell]] = []
    indicator = series.indicator
    if indicator.baseline_value is not None and indicator.baseline_date is not None:
        said = p.say("Baseline, %(day)s", day=p.day(indicator.baseline_date))
        rows.append([said, _number(p, indicator.baseline_value, series), (), ()])
    for row in series.rows:
        if isinstance(row, Measurement):
            rows.append(_measurement(p, row, series))
        else:
            rows.append([(Run(str(row)),), p.say("Nobody measured"), (), ()])
    for target in series.targets:
        said = p.say("Target, %(day)s", day=p.day(target.on))
        rows.append([said, _number(p, target.value, series), (), ()])
    return Table(
        p.say("Measurements"),
        [
            Column(p.say("Period"), 38),
            Column(p.say("Value"), 20, is_number=True),
            Column(p.say("Part and whole"), 20, is_number=True),
            Column(p.say("State"), 22),
        ],
        rows,
        is_dense=True,
    )


def _measurement(p: Phrases, row: Measurement, series: Series) -> list[Cell]:
    state = [p.label(MeasurementStatus(row.status))]
    if row.break_in_series:
        state.append(p.text("break in the series"))
    value: Inline = p.say("Not known")
    part: Inline = ()
    if row.numbers_hidden:
        value = p.say("Left out so that nobody can be made out")
    elif row.value_text:
        value = (own(row.value_text, series.indicator.language),)
    elif row.value is not None:
        value = _number(p, row.value, series)
    if row.numerator is not None and row.denominator is not None:
        part = p.say(
            "%(n)s of %(of)s",
            n=Run(format_number(row.numerator, p.language)),
            of=Run(format_number(row.denominator, p.language)),
        )
    return [period(p, row.period_start, row.period_end), value, part, (Run(p.listed(state)),)]


def _number(p: Phrases, value: Decimal, series: Series) -> Inline:
    text = format_number(value, p.language)
    # As the language writes the mark: beside the number, or behind a space.
    mark = p.percent(1, 1).text.removeprefix("100") if series.indicator.is_percentage else ""
    return (Run(text + mark),)


def _cells(p: Phrases, table: CellTable, row: Measurement) -> Table:
    """The counts of a measurement told apart, as the member entered them; what was left out says
    so."""
    dimensions = " × ".join(p.label(Dimension(name)) for name in table.dimensions)
    heads = table.columns or (p.text("Count"),)
    has_totals = any(total is not None for total in table.row_totals)
    columns = [Column((), 30), *(Column((own(head),), 50 / len(heads), True) for head in heads)]
    if has_totals:
        columns.append(Column(p.say("Total"), 20, is_number=True))
    totals = table.row_totals or [None] * len(table.rows)
    rows: list[list[Cell]] = []
    for label, cells, total in zip(table.rows, table.cells, totals, strict=True):
        line: list[Cell] = [(own(label),), *(_count(p, cell) for cell in cells)]
        rows.append([*line, _count(p, total)] if has_totals else line)
    if table.total is not None and not table.columns:
        rows.append([p.say("Total"), _count(p, table.total)])
    elif any(total is not None for total in table.column_totals):
        line = [p.say("Total"), *(_count(p, total) for total in table.column_totals)]
        rows.append([*line, _count(p, table.total)] if has_totals else line)
    caption = joined(
        [(Run(dimensions),), period(p, row.period_start, row.period_end)], p.text(", ")
    )
    return Table(caption, columns, rows, is_dense=True)


def _count(p: Phrases, count: object) -> Inline:
    if count == SUPPRESSED:
        return p.say("left out")
    if count is None:
        return p.say("not known")
    return (Run(format_number(count, p.language)),)  # type: ignore[arg-type]
