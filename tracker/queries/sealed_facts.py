"""How a row that a snapshot freezes is written: plain facts, the same from every program."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from recommendations.models import Recommendation
from tracker.models import Dataset
from tracker.models.content import MemberContent

Facts = dict[str, Any]


@dataclass(frozen=True)
class Frozen:
    """A row on its way into a snapshot. Every value is a text, a truth, a whole number, a list of
    these or nothing: it is written the same by every program."""

    dataset: str
    member_id: int
    public_id: uuid.UUID
    facts: Facts


def frozen(dataset: Dataset, row: MemberContent, facts: Facts) -> Frozen:
    said = {"id": str(row.public_id), "member": row.member.code, **facts}
    return Frozen(dataset.value, row.member_id, row.public_id, said)


def anchor(recommendation: Recommendation) -> Facts:
    """What was agreed, and the hash of its words."""
    return {
        "communique": recommendation.communique.code,
        "recommendation": recommendation.code,
        "recommendation_sha256": recommendation.text_sha256,
    }


def day_of(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def number_of(value: Decimal | None, places: int) -> str | None:
    return None if value is None else str(value.quantize(Decimal(1).scaleb(-places)))
