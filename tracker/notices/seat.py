"""What the holder of a seat is told who has not come for a long time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracker.models import Reminder

from .told import Told

SENTENCES: dict[str, Promise] = {
    "seat_unused": _(
        "You have not signed in since %(since)s: sign in, or tell your focal point or the "
        "secretariat that somebody else has your seat now"
    ),
}


def tell(reminders: Iterable[Reminder], moment: dt.datetime) -> dict[int, Told]:
    """No query."""
    return {
        one.pk: Told(one.rule, {"since": one.due_on.isoformat()}, line=one.rule)
        for one in reminders
    }


def url(code: str, facts: Mapping[str, Any]) -> str:
    return reverse("tracker:account")
