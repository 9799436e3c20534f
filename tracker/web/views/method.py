"""How the numbers are made, and what they do not say."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.enums import MemberKind
from recommendations.models import BackgroundNote, Recommendation
from tracker.enums import Status
from tracker.queries.asked import asked_codes
from tracker.queries.matrix import agreed

_MEANINGS = {
    Status.NOT_REPORTED: _("No public answer. Nobody chooses this: it is what is left."),
    Status.NOT_STARTED: _("No element has begun."),
    Status.IN_PROGRESS: _("At least one element has begun, none is done."),
    Status.PARTIAL: _("At least one element that applies is done, with evidence."),
    Status.FULL: _("Every element that applies is done, each with at least one piece of evidence."),
    Status.SUSPENDED: _("Work has stopped, and the member says why."),
    Status.NOT_APPLICABLE: _("It does not concern the member, and the member says why."),
}


@dataclass(frozen=True)
class Definition:
    """A status and what it means."""

    status: Status
    meaning: str | Promise


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    recommendations: list[Recommendation] = agreed()
    asked = {kind: asked_codes(kind, recommendations) for kind in MemberKind.values}
    context = {
        "statuses": [Definition(status, meaning) for status, meaning in _MEANINGS.items()],
        "recommendations": recommendations,
        "notes": BackgroundNote.objects.all(),
        "all": len(recommendations),
        "asked_of_states": len(asked[MemberKind.STATE]),
        "asked_of_organizations": len(asked[MemberKind.REGIONAL_ORGANIZATION]),
        "asked_of_nobody": [
            r for r in recommendations if not any(r.code in codes for codes in asked.values())
        ],
    }
    return render(request, "public/method.html", context)
