"""What planning and mail need to know: the kinds of things people are told about, and the seats."""

from . import report
from .kinds import Facts, Kind
from .report import (
    Open,
    Part,
    ReportFacts,
    ToAnswer,
    comments_to_answer,
    facts_of,
    open_answers,
    parts_of,
    reports_about,
    subject_of,
)
from .seats import SeatFacts, seat_facts, seats_by_member

KINDS: tuple[Kind, ...] = (report.KIND,)

__all__ = [
    "KINDS",
    "Facts",
    "Kind",
    "Open",
    "Part",
    "ReportFacts",
    "SeatFacts",
    "ToAnswer",
    "comments_to_answer",
    "facts_of",
    "open_answers",
    "parts_of",
    "reports_about",
    "seat_facts",
    "seats_by_member",
    "subject_of",
]
