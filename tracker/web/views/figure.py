"""One figure: how firm it is, where it stands written, what it was before; and taking it away."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.actor import Actor
from tracker import rules
from tracker.domain import budgets
from tracker.domain.errors import require
from tracker.domain.sharing import note_reads
from tracker.forms.line import FigureForm
from tracker.models import BudgetFigure, Evidence, ProgressEntry, Report
from tracker.queries.revisions import revisions_of
from tracker.web.doors import actor_of, found, own_entries, own_report, put_errors, working
from tracker.web.undo import offer_undo


@working
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, cycle: str, public_id: UUID) -> HttpResponse:
    """GET: the figure with its revisions, to change where a rule allows it. POST: saves."""
    actor = actor_of(request)
    report, figure = _own(actor, cycle, public_id)
    allowed = rules.may_edit_money(actor, report, figure.line.recommendation_id, figure.line)
    documents = _documents(actor, report, figure)
    data = request.POST if request.method == "POST" else None
    form = FigureForm(figure, documents, data)
    if request.method == "POST":
        require(allowed)
        if form.is_valid() and _save(actor, report, figure, form):
            messages.success(request, _("The figure is changed."))
            return redirect(_back(actor, report, figure))
    note_reads(actor, figure)
    named = {
        **_named(actor, report, figure),
        "form": form if allowed else None,
        "reason": getattr(allowed, "reason", ""),
        "revisions": revisions_of(figure),
        "has_errors": bool(data is not None and form.errors),
        "title": _("Details of a figure"),
    }
    return render(request, "report/figure.html", named, status=400 if named["has_errors"] else 200)


@working
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, cycle: str, public_id: UUID) -> HttpResponse:
    """GET asks, POST takes the figure away, as if nothing had been said at its stage."""
    actor = actor_of(request)
    report, figure = _own(actor, cycle, public_id)
    require(rules.may_edit_money(actor, report, figure.line.recommendation_id, figure.line))
    back = _back(actor, report, figure)
    if request.method == "POST":
        known = request.POST.get("version", "")
        version = int(known) if known.isdecimal() and len(known) < 10 else 0
        kept = budgets.remove_figure(actor, report, figure, version)
        return offer_undo(request, _("The figure is removed."), kept, cycle, back)
    note_reads(actor, figure)
    named = {**_named(actor, report, figure), "title": _("Remove this figure?")}
    return render(request, "report/figure_remove.html", named)


def _own(actor: Actor, cycle: str, public_id: UUID) -> tuple[Report, BudgetFigure]:
    report = own_report(actor, cycle)
    rows = BudgetFigure.objects.visible_to(actor).filter(
        edition="working", member=actor.member_id, report=report, public_id=public_id
    )
    figure: BudgetFigure = found(
        rows.select_related(
            "member", "report__member", "line__recommendation__section__communique", "evidence"
        )
    )
    return report, figure


def _documents(actor: Actor, report: Report, figure: BudgetFigure) -> Sequence[Evidence]:
    """The documents of the answer that this reader sees, and the one that is named already."""
    rows = Evidence.objects.visible_to(actor).filter(edition="working", member=report.member)
    about = rows.filter(
        entries__report=report, entries__recommendation=figure.line.recommendation_id
    )
    named = rows.filter(pk=figure.evidence_id) if figure.evidence_id else rows.none()
    return list((about | named).distinct().order_by("title", "pk"))


def _save(actor: Actor, report: Report, figure: BudgetFigure, form: FigureForm) -> bool:
    """Writes the details, for one figure or for all of its line and period; False where a verb
    refused a value."""
    facts, known = form.facts(), form.cleaned_data["version"] or 0
    try:
        with transaction.atomic():
            budgets.revise_figure(actor, report, figure, known, facts)
            if form.cleaned_data["for_all"]:
                for other in _beside(actor, figure):
                    budgets.revise_figure(actor, report, other, other.version, facts)
    except ValidationError as error:
        put_errors(form, error)
        return False
    return True


def _beside(actor: Actor, figure: BudgetFigure) -> Sequence[BudgetFigure]:
    rows = BudgetFigure.objects.visible_to(actor).filter(
        edition="working",
        line=figure.line_id,
        report=figure.report_id,
        currency=figure.currency,
        period_start=figure.period_start,
        period_end=figure.period_end,
    )
    return list(rows.exclude(pk=figure.pk).select_related("line", "report__member"))


def _named(actor: Actor, report: Report, figure: BudgetFigure) -> dict[str, object]:
    return {
        "figure": figure,
        "line": figure.line,
        "report": report,
        "entry": _entry(actor, report, figure)
        or ProgressEntry(
            member=report.member, report=report, recommendation=figure.line.recommendation
        ),
        "back": _back(actor, report, figure),
    }


def _entry(actor: Actor, report: Report, figure: BudgetFigure) -> ProgressEntry | None:
    about = figure.line.recommendation_id
    return own_entries(actor, report).filter(recommendation=about).first()


def _back(actor: Actor, report: Report, figure: BudgetFigure) -> str:
    """To the answer, and for who was asked for the line alone to its figures."""
    cycle, line = report.cycle.code, figure.line
    if _entry(actor, report, figure) is None:
        return reverse("tracker:line", args=[cycle, line.public_id])
    return reverse("tracker:entry", args=[cycle, line.recommendation.code]) + "#money-h"
