"""The figures of one budget line, for a contributor who was asked for it and not for the answer."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.actor import Actor
from tracker import rules
from tracker.domain import assignments
from tracker.domain.errors import require
from tracker.domain.sharing import note_reads
from tracker.forms.money_table import MoneyTable, Period
from tracker.models import Assignment, BudgetLine, ProgressEntry, Report
from tracker.queries.assignments import assignments_in
from tracker.queries.lines import money_of
from tracker.queries.money_rows import money_rows
from tracker.web.doors import actor_of, found, own_report, working


@working
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, cycle: str, public_id: UUID) -> HttpResponse:
    """GET: the figures, to write where a rule allows it, else to read. POST: saves them, or moves
    the part between ready and work."""
    actor = actor_of(request)
    report = own_report(actor, cycle)
    rows = assignments_in(actor, report).filter(appointment=actor.seat)
    part: Assignment = found(rows.filter(budget_line__public_id=public_id))
    line: BudgetLine = found(
        BudgetLine.objects.visible_to(actor)
        .filter(pk=part.budget_line_id)
        .select_related("member", "recommendation__section__communique")
    )
    if request.method == "POST" and request.POST.get("then") == "back":
        assignments.call_back(actor, part, _version(request))
        messages.success(request, _("%(title)s is open to you again.") % {"title": line.title})
        return redirect(request.path)
    allowed = rules.may_edit_money(actor, report, line.recommendation_id, line)
    if request.method == "POST":
        require(allowed)
    groups = [
        group
        for group in money_of(actor, _about(report, line))
        if group.line is not None and group.line.pk == line.pk
    ]
    note_reads(actor, line, *[figure for group in groups for figure in group.figures])
    tables = [_table(group, request) for group in groups]
    if request.method == "POST" and _save(actor, report, line, tables):
        if request.POST.get("then") == "ready":
            assignments.call_ready(actor, part, _version(request))
            messages.success(request, _("%(title)s is ready.") % {"title": line.title})
        else:
            messages.success(request, _("The figures are saved."))
        return redirect("tracker:work")
    has_errors = request.method == "POST"
    named = {
        "report": report,
        "line": line,
        "part": part,
        "tables": tables if allowed else [],
        "standing": {"money_rows": money_rows(groups, None), "last": None},
        "reason": getattr(allowed, "reason", ""),
        "may_call_back": part.ready_at is not None and rules.may_call_back(actor, part),
        "has_errors": has_errors,
    }
    return render(request, "report/line.html", named, status=400 if has_errors else 200)


def _about(report: Report, line: BudgetLine) -> ProgressEntry:
    """The place of an answer that this reader cannot see: enough to find the line's figures."""
    return ProgressEntry(member=report.member, report=report, recommendation=line.recommendation)


def _table(group, request: HttpRequest) -> MoneyTable:  # type: ignore[no-untyped-def]
    frame = (group.line, group.currency, Period(group.start, group.end), group.figures)
    return MoneyTable(*frame, data=request.POST if request.method == "POST" else None)


def _save(actor: Actor, report: Report, line: BudgetLine, tables: list[MoneyTable]) -> bool:
    """All tables or none. False where something is wrong: the tables say what."""
    answers = [table.is_valid() for table in tables]
    if not all(answers):
        return False
    with transaction.atomic():
        for table in tables:
            try:
                table.save(actor, report, _about(report, line))
            except ValidationError as error:
                for name, messages_ in error.message_dict.items():
                    table.add_error(name if name in table.fields else None, messages_)
                transaction.set_rollback(True)
    return not any(table.errors for table in tables)


def _version(request: HttpRequest) -> int:
    known = request.POST.get("part", "")
    return int(known) if known.isdecimal() and len(known) < 10 else 0
