"""What a member is told of its plans: their days, never their titles."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracker.models import Plan, Reminder
from tracker.queries.due.plan import named, subject_of

from .told import Told

SENTENCES: dict[str, Promise] = {
    "plan_ends": _("%(member)s: one of your plans ends on %(due)s"),
    "plan_ends_late": _("%(member)s: one of your plans ended on %(due)s"),
    "plan_mid_term": _("%(member)s: the mid-term review of one of your plans is due on %(due)s"),
    "plan_final": _("%(member)s: the final evaluation of one of your plans is due on %(due)s"),
}


def tell(reminders: Iterable[Reminder], moment: dt.datetime) -> dict[int, Told]:
    """One query."""
    reminders = list(reminders)
    plans = {subject_of(plan): plan for plan in named({one.subject for one in reminders})}
    return {
        one.pk: _told(one, plans[one.subject], moment.date())
        for one in reminders
        if one.subject in plans
    }


def _told(reminder: Reminder, plan: Plan, today: dt.date) -> Told:
    code = "plan_ends" if today <= reminder.due_on else "plan_ends_late"
    if reminder.rule == "plan_review":
        is_final = reminder.due_on != plan.mid_term_review_on
        code = "plan_final" if is_final else "plan_mid_term"
    facts = {
        "member": plan.member.code,
        "plan": str(plan.public_id),
        "due": reminder.due_on.isoformat(),
    }
    return Told(code, facts, line=code)


def url(code: str, facts: Mapping[str, Any]) -> str:
    return reverse("tracker:plan", args=[facts["plan"]])
