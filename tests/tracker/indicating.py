"""Indicators and measurements for tests."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from tracker.models import Indicator, IndicatorFramework, Measurement, Report


def make_indicator(report: Report, **facts: Any) -> Indicator:
    """A public number of Kenya's, unless told otherwise."""
    facts.setdefault("framework", IndicatorFramework.objects.get(code="national"))
    facts = {
        "code": "3.1",
        "text": f"Women in the mediation teams of {report.member.code}",
        "language": "en",
        "level": "outcome",
        "measure": "unit",
        "direction": "up",
        "confidentiality": "public",
        "recommendations": ["2022-08"],
        **facts,
    }
    return Indicator.internal.create(member=report.member, report=report, **facts)


def make_measurement(
    report: Report, indicator: Indicator, year: int = 2025, value: str | None = "40", **facts: Any
) -> Measurement:
    facts = {
        "period_start": dt.date(year, 1, 1),
        "period_end": dt.date(year, 12, 31),
        "status": "final",
        "value": Decimal(value) if value is not None else None,
        "confidentiality": indicator.confidentiality,
        **facts,
    }
    return Measurement.internal.create(
        member=report.member, report=report, indicator=indicator, **facts
    )


def by_sex(women: int | None, men: int | None, total: int | None = None) -> dict[str, Any]:
    return {
        "dimensions": ["sex"],
        "rows": ["Women", "Men"],
        "columns": [],
        "cells": [[women], [men]],
        "row_totals": [],
        "column_totals": [],
        "total": total,
    }
