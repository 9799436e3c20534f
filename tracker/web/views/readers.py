"""Who reads a row (an answer, a document, money, a plan, an indicator), and who is named where it
is restricted."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.actor import Actor
from tracker import rules
from tracker.domain import sharing
from tracker.domain.errors import require
from tracker.domain.readers import readers_of
from tracker.forms.readers import ReadersForm
from tracker.models import BudgetLine, Evidence, Indicator, Plan, ProgressEntry
from tracker.web.doors import actor_of, working

KINDS: dict[str, Any] = {
    "answer": ProgressEntry,
    "document": Evidence,
    "money": BudgetLine,
    "plan": Plan,
    "indicator": Indicator,
}


@working
@require_http_methods(["GET", "POST"])
def readers(request: HttpRequest, kind: str, public_id: UUID) -> HttpResponse:
    """GET: everybody who finds the row today, and who opened it. POST: names who else may."""
    actor = actor_of(request)
    row = _own(actor, kind, public_id)
    require(rules.may_see_readers(actor, row))
    sharing_allowed = rules.may_share(actor, row)
    form = ReadersForm(
        sharing.may_be_named(row), list(row.named_readers.all()), request.POST or None
    )
    if request.method == "POST":
        require(sharing_allowed)
        # No tick at all is an answer, too.
        form = ReadersForm(form.seats.values(), [], request.POST)  # type: ignore[arg-type]
        if form.is_valid():
            sharing.name_readers(actor, row, form.chosen())
            messages.success(request, _("It is noted who may read this."))
            return redirect("tracker:readers", kind, row.public_id)
    named = {
        "row": row,
        "title": _title(row),
        "form": form,
        "refusal": getattr(sharing_allowed, "reason", ""),
        "readers": readers_of(row),
        "is_restricted": row.confidentiality == "restricted",
        "back": _back(actor, row),
    }
    return render(request, "report/readers.html", named, status=400 if form.errors else 200)


def _own(actor: Actor, kind: str, public_id: UUID) -> Any:
    if kind not in KINDS:
        raise Http404
    rows = KINDS[kind].objects.visible_to(actor).select_related("member")
    row = rows.filter(edition="working", member=actor.member_id, public_id=public_id).first()
    if row is None:
        raise Http404
    return row


def _title(row: Any) -> str:
    if isinstance(row, ProgressEntry):
        return _("Answer to %(code)s") % {"code": row.recommendation.code}
    if isinstance(row, Indicator):
        return row.text
    return str(row.title)


def _back(actor: Actor, row: Any) -> str:
    """The page on which the row stands."""
    if isinstance(row, Evidence):
        return reverse("tracker:evidence-change", args=[row.public_id])
    if isinstance(row, Plan):
        return reverse("tracker:plan", args=[row.public_id])
    if isinstance(row, Indicator):
        return reverse("tracker:indicator", args=[row.public_id])
    if isinstance(row, ProgressEntry):
        return reverse("tracker:entry", args=[row.report.cycle.code, row.recommendation.code])
    entry = (
        ProgressEntry.objects.visible_to(actor)
        .filter(member=row.member_id, edition="working", recommendation=row.recommendation_id)
        .select_related("report__cycle", "recommendation")
        .order_by("-report__cycle__meeting_on")
        .first()
    )
    return _back(actor, entry) if entry is not None else reverse("tracker:work")
