"""What the secretariat is told of members without a focal point."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from tracker.models import Reminder
from tracker.queries.due.vacancy import named, subject_of

from .told import Told

SENTENCES: dict[str, Promise] = {
    "vacant_seat": _("%(member)s: no focal point is in office since %(since)s"),
    "vacant_seats": ngettext_lazy(
        "%(members)d member has no focal point in office",
        "%(members)d members have no focal point in office",
        "members",
    ),
}


def tell(reminders: Iterable[Reminder], moment: dt.datetime) -> dict[int, Told]:
    """One line for each seat of the secretariat, however many members: the first of its reminders
    says it. One query."""
    reminders = list(reminders)
    members = {subject_of(one): one.code for one in named({one.subject for one in reminders})}
    groups: dict[int, list[Reminder]] = defaultdict(list)
    for one in reminders:
        if one.subject in members:
            groups[one.seat_id].append(one)
    found = {}
    for group in groups.values():
        first, subjects = group[0], {one.subject for one in group}
        facts: dict[str, Any] = {"members": len(subjects)}
        code = "vacant_seats"
        if len(subjects) == 1:
            code = "vacant_seat"
            facts = {"member": members[first.subject], "since": first.due_on.isoformat()}
        found[first.pk] = Told(code, facts, line="vacant_seats")
    return found


def url(code: str, facts: Mapping[str, Any]) -> str:
    return reverse("tracker:manage")
