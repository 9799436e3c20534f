"""Every phrase and label that documents can say."""

from __future__ import annotations

from pathlib import Path

from babel.messages.extract import extract_from_file
from django.conf import settings
from django.db.models import TextChoices

from accounts.enums import RegionalGroup
from recommendations.enums import EvidenceKind
from recommendations.models import Theme
from tracker.documents.phrases import english
from tracker.enums import (
    BudgetStage,
    Concurrence,
    Confidentiality,
    DataState,
    FigureQuality,
    FundingSource,
    Status,
)
from tracker.indicator_enums import Dimension, Level, MeasurementStatus
from tracker.plan_enums import BudgetState, CivilSocietyRole, PlanKind, PlanStatus

CODE = Path(settings.BASE_DIR) / "tracker" / "documents"
_KEYWORDS = {"say": None, "text": None, "phrase": None, "count": (1, 2)}
LABELLED: tuple[type[TextChoices], ...] = (
    BudgetStage,
    BudgetState,
    CivilSocietyRole,
    Concurrence,
    Confidentiality,
    DataState,
    Dimension,
    EvidenceKind,
    FigureQuality,
    FundingSource,
    Level,
    MeasurementStatus,
    PlanKind,
    PlanStatus,
    RegionalGroup,
    Status,
)

Phrase = str | tuple[str, str]


def phrases() -> list[Phrase]:
    """The phrases in the code; one with a plural as a pair."""
    found: dict[Phrase, None] = {}
    for path in sorted(CODE.glob("*.py")):
        for _line, words, _comments, _context in extract_from_file("python", path, _KEYWORDS):
            found[words] = None
    return list(found)


def labels() -> list[tuple[str, str]]:
    """Context and English words of every label."""
    found = [(one.__name__, english(choice)) for one in LABELLED for choice in one]
    return found + [
        ("Theme", name)
        for name in Theme.objects.filter(is_flag=True).values_list("name", flat=True)
    ]
