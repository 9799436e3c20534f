"""The indicators of the demonstration: a handful, with series over the four cycles. All numbers are
invented."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from tracker.models import Indicator, IndicatorFramework, Measurement, Report

INVENTED = "Invented demonstration data"
Table = Mapping[str, Any]


@dataclass(frozen=True)
class Watched:
    """An indicator as it will be written, with what each cycle tells of the year before it."""

    member: str
    code: str
    framework: str
    facts: Mapping[str, Any]
    told: Mapping[str, Mapping[str, Any]]
    class_: str = "public"
    targets: Mapping[str, str] = field(default_factory=dict)


def _crossed(
    dimensions: Sequence[str],
    rows: Sequence[str],
    columns: Sequence[str],
    cells: Sequence[Sequence[int]],
) -> Table:
    return {
        "dimensions": list(dimensions),
        "rows": list(rows),
        "columns": list(columns),
        "cells": [list(row) for row in cells],
        "row_totals": [sum(row) for row in cells],
        "column_totals": [sum(column) for column in zip(*cells, strict=True)],
        "total": sum(map(sum, cells)),
    }


WATCHED = (
    Watched(
        "KEN",
        "1.1",
        "national",
        {
            "text": "Share of women in mediation and negotiation teams of the state",
            "language": "en",
            "pillar": "participation",
            "level": "outcome",
            "nature": "process",
            "measure": "percentage",
            "direction": "up",
            "numerator_definition": "Women in these teams",
            "denominator_definition": "All members of these teams",
            "frequency": "yearly",
            "custodian": "A ministry",
            "disaggregation": {
                "sex": "collected",
                "institution": "collected",
                "ethnic": "not_collected_on_purpose",
            },
            "baseline_value": Decimal("18"),
            "baseline_date": dt.date(2020, 12, 31),
            "baseline_source": INVENTED,
            "recommendations": ["2022-01", "2022-02"],
        },
        {
            "2023": {"value": "22.2", "numerator": "16", "denominator": "72"},
            "2025": {"value": "27.5", "numerator": "22", "denominator": "80"},
            "2026": {
                "value": "31.3",
                "numerator": "26",
                "denominator": "83",
                "status": "provisional",
                "table": _crossed(
                    ("sex", "institution"),
                    ("Women", "Men"),
                    ("Foreign affairs", "Interior", "Defence"),
                    ((15, 8, 3), (21, 19, 17)),
                ),
            },
        },
        targets={"2026-12-31": "35", "2030-12-31": "50"},
    ),
    Watched(
        "KEN",
        "2.4",
        "national",
        {
            "text": "Cases of sexual and gender-based violence that came to court",
            "language": "en",
            "pillar": "protection",
            "level": "outcome",
            "measure": "unit",
            "unit": "cases",
            "direction": "up",
            "violence_data": True,
            "minimum_cell": 10,
            "disaggregation": {
                "location_level": "collected",
                "age_band": "collected",
                "displacement": "not_collected_on_purpose",
            },
            "recommendations": ["2022-08", "2023-05"],
        },
        {
            "2023": {"value": "214"},
            "2024": {"value": "231"},
            "2025": {
                "value": "187",
                "break_in_series": True,
                "comment": "From this year on counted by case and not by person.",
                "table": _crossed(
                    ("location_level", "age_band"),
                    ("National courts", "Local courts"),
                    ("under 18", "18 to 59", "60 or more"),
                    ((17, 84, 12), (7, 59, 8)),
                ),
            },
            "2026": {"value": "203"},
        },
    ),
    Watched(
        "KEN",
        "4.2",
        "national",
        {
            "text": "Counties with a local action plan in force",
            "language": "en",
            "pillar": "cross_cutting",
            "level": "output",
            "nature": "structural",
            "measure": "unit",
            "unit": "counties",
            "direction": "up",
            "baseline_value": Decimal("1"),
            "baseline_date": dt.date(2021, 12, 31),
            "recommendations": ["2023-05"],
        },
        {
            "2023": {"value": "3"},
            "2024": {"value": "7"},
            "2025": {"value": "12"},
            "2026": {"value": "15"},
        },
        targets={"2025-12-31": "10", "2028-12-31": "30"},
    ),
    Watched(
        "KEN",
        "5.1",
        "compact",
        {
            "text": "How civil society takes part in the committee that steers the plan",
            "language": "en",
            "pillar": "participation",
            "level": "output",
            "measure": "qualitative",
            "recommendations": ["2022-09"],
        },
        {"2025": {"value_text": "Two seats of the committee; asked before each meeting."}},
        class_="member",
    ),
    Watched(
        "NOR",
        "7",
        "national",
        {
            "text": "Kvinner blant utsendt sivilt personell i fredsoperasjoner",
            "language": "no",
            "pillar": "participation",
            "level": "outcome",
            "measure": "percentage",
            "direction": "up",
            "recommendations": ["2022-02"],
        },
        {
            "2023": {"value": "44", "numerator": "22", "denominator": "50"},
            "2024": {"value": "46.2", "numerator": "24", "denominator": "52"},
            "2025": {"value": "50", "numerator": "26", "denominator": "52"},
        },
        class_="network",
        targets={"2027-12-31": "50"},
    ),
    Watched(
        "MDA",
        "3",
        "national",
        {
            "text": "Ore de formare privind agenda pentru personalul trimis în misiuni",
            "language": "ro",
            "pillar": "prevention",
            "level": "output",
            "measure": "unit",
            "unit": "ore",
            "direction": "up",
            "recommendations": ["2023-02"],
        },
        {"2023": {"value": "120"}, "2024": {"value": "96"}, "2025": {"value": "160"}},
    ),
    Watched(
        "org-ecowas",
        "2",
        "au-crf",
        {
            "text": "Early-warning reports that have a section on women, peace and security",
            "language": "en",
            "pillar": "prevention",
            "level": "output",
            "measure": "percentage",
            "direction": "up",
            "recommendations": ["2023-07"],
        },
        {
            "2023": {"value": "35", "numerator": "7", "denominator": "20"},
            "2025": {"value": "62.5", "numerator": "15", "denominator": "24"},
        },
        targets={"2027-12-31": "100"},
    ),
)


def write_indicators(cycle: str, reports: Iterable[Report]) -> None:
    """Writes what the reports of a cycle tell of indicators: new ones, and their measurements."""
    by_member = {report.member.code: report for report in reports}
    frameworks = {row.code: row for row in IndicatorFramework.objects.all()}
    for one in WATCHED:
        report, said = by_member.get(one.member), one.told.get(cycle)
        if report is None or said is None:
            continue
        rows = Indicator.objects.working().filter(member=report.member, code=one.code)
        indicator = rows.first() or Indicator.internal.create(
            member=report.member,
            report=report,
            framework=frameworks[one.framework],
            code=one.code,
            confidentiality=one.class_,
            targets=[{"on": day, "value": value} for day, value in one.targets.items()],
            **one.facts,
        )
        _measure(report, indicator, int(cycle) - 1, said)


def _measure(report: Report, indicator: Indicator, year: int, said: Mapping[str, Any]) -> None:
    facts = {
        name: Decimal(value) if name in ("value", "numerator", "denominator") else value
        for name, value in said.items()
    }
    Measurement.internal.create(
        member=report.member,
        report=report,
        indicator=indicator,
        confidentiality=indicator.confidentiality,
        period_start=dt.date(year, 1, 1),
        period_end=dt.date(year, 12, 31),
        **{"status": "final", "comment": INVENTED, **facts},
    )
