"""One thing that a person is told."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from tracker.dates import date_long
from tracker.models import Reminder


@dataclass(frozen=True)
class Told:
    """One thing a person is told: which sentence, the facts in it (codes, days, counts: never
    confidential words), the codes of the answers that are still open, and what happens to the
    report next. In a digest, what has the same
    subject and the same `line` is said once. `others` says who is told as well, and from when, if
    nothing changes."""

    code: str
    facts: dict[str, Any]
    open_codes: tuple[str, ...] = ()
    next: str | Promise = ""
    line: str = ""
    others: str = ""


_OTHERS: dict[tuple[str, ...], Promise] = {
    (Role.CLEARING_OFFICER,): _(
        "Until it is submitted, the clearing officer hears of it too from %(day)s on."
    ),
    (Role.CLEARING_OFFICER, Role.REVIEWER): _(
        "Until it is submitted, the clearing officer and the secretariat hear of it too from "
        "%(day)s on."
    ),
    (Role.REVIEWER,): _("Until it is submitted, the secretariat hears of it too from %(day)s on."),
}
_OF_A_PART = _("Until it is ready, your focal point and deputy hear of it too from %(day)s on.")


def others_told(reminder: Reminder, today: dt.date) -> str:
    """Who else will be told, and from which day on, in the reader's language; empty where nobody
    is, or where that day has come."""
    if reminder.others_on is None or reminder.others_on <= today:
        return ""
    said = _OTHERS.get(tuple(reminder.others), _OF_A_PART)
    return str(said) % {"day": date_long(reminder.others_on, get_language() or "en")}
