"""What a member is told of figures that have grown old: how many, never which."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import ngettext_lazy

from tracker.models import Reminder
from tracker.mornings import months_from
from tracker.queries.due.figures import MONTHS_FRESH, last_told, named, subject_of

from .told import Told

SENTENCES: dict[str, Promise] = {
    "figures_old": ngettext_lazy(
        "%(member)s: the newest figure of %(lines)d budget line is a year old or older",
        "%(member)s: the newest figures of %(lines)d budget lines are a year old or older",
        "lines",
    ),
}


def tell(reminders: Iterable[Reminder], moment: dt.datetime) -> dict[int, Told]:
    """Two queries."""
    reminders = list(reminders)
    members = {subject_of(one): one for one in named({one.subject for one in reminders})}
    told = last_told(member.pk for member in members.values())
    found = {}
    for one in reminders:
        if one.subject not in members:
            continue
        # A mail that is due on a Thursday may come a few days before the year is full.
        by = max(moment.date(), months_from(one.due_on, MONTHS_FRESH))
        member = members[one.subject]
        old = [day for day in told[member.pk] if months_from(day, MONTHS_FRESH) <= by]
        facts = {"member": member.code, "lines": len(old), "due": one.due_on.isoformat()}
        found[one.pk] = Told(one.rule, facts, line=one.rule)
    return found


def url(code: str, facts: Mapping[str, Any]) -> str:
    return reverse("tracker:work")
