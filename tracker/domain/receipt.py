"""The receipt of a submission: a number and a hash by which a member can prove what it sent."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from tracker.models import BudgetFigure, Evidence, ProgressEntry, Report


def contents(report: Report) -> dict[str, Any]:
    """What a report says, as plain data in a fixed order: answers, documents, figures."""
    entries = (
        ProgressEntry.objects.working()
        .filter(report=report)
        .order_by("recommendation__code")
        .values(
            "recommendation__code",
            "status",
            "status_reason",
            "narrative",
            "obstacles",
            "next_steps",
            "language",
            "elements",
            "confidentiality",
            "confirmed",
        )
    )
    evidence = (
        Evidence.objects.working()
        .filter(entries__report=report)
        .order_by("public_id")
        .distinct()
        .values("public_id", "title", "kind", "form", "url", "sha256")
    )
    figures = (
        BudgetFigure.objects.working()
        .filter(report=report)
        .order_by("public_id")
        .values(
            "public_id", "stage", "period_start", "period_end", "amount", "currency", "data_state"
        )
    )
    return {
        "member": report.member.code,
        "cycle": report.cycle.code,
        "entries": list(entries),
        "evidence": list(evidence),
        "figures": list(figures),
    }


def fingerprint(report: Report) -> str:
    """The sha-256 of the report's contents, written as canonical JSON."""
    text = json.dumps(
        contents(report), sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str
    )
    return hashlib.sha256(text.encode()).hexdigest()


def number(report: Report) -> str:
    """The receipt's number, such as 2026-KEN-1: cycle, member, submission."""
    return f"{report.cycle.code}-{report.member.code}-{report.round}"
