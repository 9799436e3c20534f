"""What planning and mail need to know: the kinds of things people are told about, and the seats."""

from . import cycle, figures, plan, report, seat, vacancy
from .kinds import FOLDED, Facts, Kind
from .report import (
    Open,
    Part,
    ReportFacts,
    ToAnswer,
    comments_to_answer,
    facts_of,
    last_written,
    open_answers,
    parts_of,
    reports_about,
    subject_of,
)
from .seats import SeatFacts, seat_facts, seats_by_member, topics_by_person, zone_name

KINDS: tuple[Kind, ...] = (
    report.KIND,
    cycle.KIND,
    plan.KIND,
    figures.KIND,
    seat.KIND,
    vacancy.KIND,
)

__all__ = [
    "FOLDED",
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
    "last_written",
    "open_answers",
    "parts_of",
    "reports_about",
    "seat_facts",
    "seats_by_member",
    "subject_of",
    "topics_by_person",
    "zone_name",
]
