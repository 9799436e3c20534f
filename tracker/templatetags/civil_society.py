"""`{% civil_society member cycle recommendation %}`: the views beside an answer that who looks at
the page may read; nothing at all where there are none."""

from __future__ import annotations

from typing import Any

from django import template

from accounts.actor import PUBLIC
from accounts.models import Member
from recommendations.models import Recommendation
from tracker.models import ReportingCycle
from tracker.queries.civil_society import voices

register = template.Library()


@register.inclusion_tag("views/_voices.html", takes_context=True)
def civil_society(
    context: dict[str, Any], member: Member, cycle: ReportingCycle, recommendation: Recommendation
) -> dict[str, Any]:
    found = voices(context.get("actor", PUBLIC), member, cycle, recommendation)
    return {"voices": found, "level": "h2", "with_audience": True}
