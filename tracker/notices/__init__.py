"""What a person is told: the same sentences in the mail and in the inbox, by kind of subject."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from django.utils.translation import get_language

from accounts.models import Member
from tracker.dates import date_long
from tracker.models import Notice, Reminder

from . import cycle, document, figures, plan, report, seat, vacancy
from .report import PARTS
from .told import Told

__all__ = ["PARTS", "Line", "Told", "lines", "members_in", "sentence", "tell", "url"]
# Each has SENTENCES by code, tell(reminders, moment) and url(code, facts).
_KINDS: dict[str, ModuleType] = {
    "cycle": cycle,
    "figures": figures,
    "plan": plan,
    "report": report,
    "seat": seat,
    "vacancy": vacancy,
}
# No reminder is about a document: its verb writes the line itself.
MODULES = (*_KINDS.values(), document)
_BY_CODE = {code: module for module in MODULES for code in module.SENTENCES}
_DAYS = ("due", "since")


@dataclass(frozen=True)
class Line:
    """A notice as the inbox shows it."""

    notice: Notice
    sentence: str
    url: str


def tell(reminders: Iterable[Reminder], moment: dt.datetime) -> dict[int, Told]:
    """What each reminder says about its subject as it stands now, by reminder id. A reminder of
    something that is gone says nothing. Five queries for each kind of subject at most, however
    many reminders."""
    by_kind: dict[str, list[Reminder]] = defaultdict(list)
    for reminder in reminders:
        by_kind[reminder.subject.partition(":")[0]].append(reminder)
    found: dict[int, Told] = {}
    for kind, theirs in by_kind.items():
        if kind in _KINDS:
            found |= _KINDS[kind].tell(theirs, moment)
    return found


def sentence(code: str, facts: Mapping[str, Any], member: Member | None) -> str:
    """The sentence in the reader's language, the member and the dates written out."""
    language = get_language() or "en"
    days = {
        name: date_long(dt.date.fromisoformat(facts[name]), language)
        for name in _DAYS
        if name in facts
    }
    name = member.display_name if member else ""
    return str(_BY_CODE[code].SENTENCES[code] % {**facts, **days, "member": name})


def url(code: str, facts: Mapping[str, Any]) -> str:
    """The page, in the reader's language, where the thing can be done."""
    return str(_BY_CODE[code].url(code, facts))


def members_in(all_facts: Iterable[Mapping[str, Any]]) -> dict[str, Member]:
    """The members that facts name, by code. One query."""
    codes = {facts["member"] for facts in all_facts if "member" in facts}
    return {member.code: member for member in Member.objects.filter(code__in=codes)}


def lines(notices: Iterable[Notice]) -> list[Line]:
    """Notices as the inbox shows them, in their order. One query for all members named."""
    notices = list(notices)
    members = members_in(notice.facts for notice in notices)
    return [
        Line(
            notice,
            sentence(notice.text_code, notice.facts, members.get(notice.facts.get("member", ""))),
            url(notice.text_code, notice.facts),
        )
        for notice in notices
    ]
