"""A kind of thing that people are told about: which there are, their facts, and whose seats."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import QuerySet

from tracker.enums import ReminderState
from tracker.models import Reminder

from .seats import SeatFacts

# Rules whose news can wait: they go along in another mail, and seldom have one of their own.
FOLDED = frozenset(
    {
        "communique_new",
        "contribution",
        "debate_pack",
        "figures_old",
        "meeting_near",
        "member_silent",
        "part_late",
        "part_ready",
        "plan_ends",
        "plan_review",
        "report_published",
        "seat_unused",
    }
)


class Facts(Protocol):
    """What planning knows of one thing, whatever its kind. `subject` is how reminders name it;
    the member's code is empty for what concerns the whole Network. Nobody is told of anything of a
    frozen member, nor after `last_day`."""

    @property
    def subject(self) -> str: ...
    @property
    def member_id(self) -> int | None: ...
    @property
    def member_code(self) -> str: ...
    @property
    def is_frozen(self) -> bool: ...
    @property
    def last_day(self) -> dt.date | None: ...


@dataclass(frozen=True)
class Kind:
    """One kind of subject. `prefix` begins the names that reminders give it. Each of the functions
    costs a number of queries that does not grow with the things.

    `to_plan`: the things that somebody may have to be told about, from a day (UTC) on; rows that
    can be locked. `named`: the things that reminders name. `facts` of loaded things. `seats`: who
    may be told, by subject.
    """

    prefix: str
    to_plan: Callable[[dt.date], QuerySet[Any]]
    named: Callable[[Iterable[str]], QuerySet[Any]]
    facts: Callable[[Collection[Any], dt.date], Sequence[Facts]]
    seats: Callable[[Collection[Any], dt.date], Mapping[str, Sequence[SeatFacts]]]


def waiting(prefix: str) -> QuerySet[Reminder, str]:
    """The subjects of a kind for which reminders wait: they are looked at again until none does."""
    rows = Reminder.objects.filter(state=ReminderState.PENDING, subject__startswith=prefix)
    return rows.order_by().values_list("subject", flat=True).distinct()


def keys(prefix: str, subjects: Iterable[str]) -> list[str]:
    """What stands behind the prefix in the subjects of a kind."""
    return [subject.removeprefix(prefix) for subject in subjects if subject.startswith(prefix)]
