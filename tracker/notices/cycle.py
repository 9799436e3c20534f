"""What the secretariat and all focal points are told round a meeting."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracker.models import Reminder
from tracker.queries.due.cycle import named, subject_of

from .told import Told

SENTENCES: dict[str, Promise] = {
    "meeting_near": _("The meeting of %(cycle)s begins on %(due)s: the aggregates are ready"),
    "communique_new": _("The meeting of %(cycle)s is over: enter its communiqué"),
    "contribution": _(
        "September is the time to contribute to the Secretary-General’s report: what you reported "
        "for %(cycle)s is there to draw on"
    ),
    "debate_pack": _(
        "October brings the open debate on women, peace and security: what you reported for "
        "%(cycle)s is there to draw on"
    ),
}


def tell(reminders: Iterable[Reminder], moment: dt.datetime) -> dict[int, Told]:
    """One query."""
    reminders = list(reminders)
    cycles = {subject_of(cycle): cycle for cycle in named({one.subject for one in reminders})}
    return {
        one.pk: Told(
            one.rule,
            {"cycle": cycles[one.subject].code, "due": one.due_on.isoformat()},
            line=one.rule,
        )
        for one in reminders
        if one.subject in cycles
    }


def url(code: str, facts: Mapping[str, Any]) -> str:
    if code == "meeting_near":
        return reverse("tracker:review-overview")
    if code == "communique_new":
        return reverse("tracker:manage-cycle", args=[facts["cycle"]])
    return reverse("tracker:report", args=[facts["cycle"]])
