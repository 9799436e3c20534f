"""A line of money from the record page: open one, say more of it, add a period, take it away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
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
from tracker.domain.errors import Duplicate, require
from tracker.domain.sharing import note_reads
from tracker.forms.line import LineForm
from tracker.forms.money_table import MoneyTable, Period
from tracker.models import BudgetLine, ProgressEntry, Report
from tracker.queries.lines import Group, first_frame, has_earlier, money_of, next_period
from tracker.queries.plans import actions_to_name
from tracker.web.doors import (
    actor_of,
    found,
    own_entries,
    own_entry,
    own_report,
    put_errors,
    working,
)
from tracker.web.undo import offer_undo


@dataclass(frozen=True)
class Place:
    """A line in a report of the actor's own member, with the answer it belongs to. A contributor
    who was asked for the line alone is shown nothing of the answer."""

    actor: Actor
    report: Report
    line: BudgetLine
    entry: ProgressEntry
    back: str

    @property
    def groups(self) -> list[Group]:
        return [g for g in money_of(self.actor, self.entry) if g.line == self.line]


def place_of(request: HttpRequest, cycle: str, public_id: UUID) -> Place:
    """The line a page is about, or 404; 403 with the reason for who may not write in it."""
    actor = actor_of(request)
    report = own_report(actor, cycle)
    rows = BudgetLine.objects.visible_to(actor).filter(edition="working", member=actor.member_id)
    line: BudgetLine = found(
        rows.filter(public_id=public_id).select_related(
            "member", "recommendation__section__communique"
        )
    )
    require(rules.may_edit_money(actor, report, line.recommendation_id, line))
    code = line.recommendation.code
    entry = own_entries(actor, report).filter(recommendation=line.recommendation).first()
    if entry is not None:
        back = reverse("tracker:entry", args=[cycle, code]) + "#money-h"
    else:
        entry = ProgressEntry(
            member=report.member, report=report, recommendation=line.recommendation
        )
        back = reverse("tracker:line", args=[cycle, line.public_id])
    note_reads(actor, line)
    return Place(actor, report, line, entry, back)


@working
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, cycle: str, code: str) -> HttpResponse:
    """A further line, with its first figures; all of it is saved, or nothing."""
    actor = actor_of(request)
    report = own_report(actor, cycle)
    entry = own_entry(actor, report, code)
    require(rules.may_edit_money(actor, report, entry.recommendation_id))
    may_share = bool(rules.may_share(actor, entry))
    line = BudgetLine(
        member=report.member,
        recommendation=entry.recommendation,
        confidentiality=entry.confidentiality,
    )
    data = request.POST if request.method == "POST" else None
    actions = actions_to_name(actor)
    form = LineForm(line, data, may_share=may_share, is_new=True, actions=actions)
    table = _table(first_frame(entry), data)
    if request.method == "POST" and _all_valid(form, table):
        with transaction.atomic():
            try:
                facts = form.facts()
                table.line = budgets.add_line(actor, report, entry.recommendation, facts)
            except ValidationError as error:
                put_errors(form, error)
            else:
                _write(table, actor, report, entry)
            if form.errors or table.errors:
                table.line = None
                transaction.set_rollback(True)
        if not (form.errors or table.errors):
            messages.success(request, _("The line is added."))
            return redirect(_entry_page(entry))
    named = {"form": form, "table": table, "title": _("Add a line of money")}
    return _page(request, "report/line_add.html", entry, _entry_page(entry), form, table, **named)


@working
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, cycle: str, public_id: UUID) -> HttpResponse:
    """What is known of a line, beside its figures."""
    at = place_of(request, cycle, public_id)
    may_share = bool(rules.may_share(at.actor, at.line))
    data = request.POST if request.method == "POST" else None
    actions = actions_to_name(at.actor, at.line.action)
    note_reads(at.actor, *actions)
    form = LineForm(at.line, data, may_share=may_share, actions=actions)
    if request.method == "POST" and form.is_valid():
        try:
            known = form.cleaned_data["version"] or 0
            budgets.change_line(at.actor, at.report, at.line, known, form.changes())
        except ValidationError as error:
            put_errors(form, error)
        else:
            messages.success(request, _("The line is changed."))
            return redirect(at.back)
    groups = at.groups
    note_reads(at.actor, *[figure for group in groups for figure in group.figures])
    named = {
        "form": form,
        "line": at.line,
        "groups": [group for group in groups if group.figures],
        "may_share": may_share,
        "is_under_embargo": at.line.is_under_embargo(at.report.today()),
        "title": _("Details of a line of money"),
    }
    return _page(request, "report/line_change.html", at.entry, at.back, form, **named)


@working
@require_http_methods(["GET", "POST"])
def period(request: HttpRequest, cycle: str, public_id: UUID) -> HttpResponse:
    """Figures of a line for one more fiscal period."""
    at = place_of(request, cycle, public_id)
    group = next_period(at.line, at.groups)
    if group is None:
        return redirect(at.back)
    table = _table(group, request.POST if request.method == "POST" else None)
    if request.method == "POST" and table.is_valid():
        if not table.says_something:
            table.add_error(None, _("Write at least one amount, or say why it is not known."))
        with transaction.atomic():
            if not table.errors:
                _write(table, at.actor, at.report, at.entry)
            if table.errors:
                transaction.set_rollback(True)
        if not table.errors:
            messages.success(request, _("The period is added."))
            return redirect(at.back)
    named = {"table": table, "line": at.line, "title": _("Add a period")}
    return _page(request, "report/line_period.html", at.entry, at.back, table, **named)


@working
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, cycle: str, public_id: UUID) -> HttpResponse:
    """GET asks, POST takes the line away with its figures of this report."""
    at = place_of(request, cycle, public_id)
    require(rules.may_edit_money(at.actor, at.report, at.line.recommendation_id))
    if request.method == "POST":
        known = request.POST.get("version", "")
        version = int(known) if known.isdecimal() and len(known) < 10 else 0
        kept = budgets.remove_line(at.actor, at.report, at.line, version)
        said = _("%(title)s is removed.") % {"title": at.line.title}
        return offer_undo(request, said, kept, cycle, at.back)
    groups = at.groups
    note_reads(at.actor, *[figure for group in groups for figure in group.figures])
    named = {
        "line": at.line,
        "groups": [group for group in groups if group.figures],
        "has_earlier": has_earlier(at.line, at.report),
        "title": _("Remove this line?"),
    }
    return _page(request, "report/line_remove.html", at.entry, at.back, **named)


def _page(
    request: HttpRequest, template: str, entry: ProgressEntry, back: str, *forms: Any, **named: Any
) -> HttpResponse:
    has_errors = any(form.is_bound and form.errors for form in forms)
    shared = {"entry": entry, "report": entry.report, "back": back, "has_errors": has_errors}
    return render(request, template, {**shared, **named}, status=400 if has_errors else 200)


def _table(group: Group, data: Any) -> MoneyTable:
    frame = (group.line, group.currency, Period(group.start, group.end), group.figures)
    return MoneyTable(*frame, data=data)


def _all_valid(*forms: Any) -> bool:
    """All are asked, so that every error is on the page."""
    answers: Sequence[bool] = [form.is_valid() for form in forms]
    return all(answers)


def _write(table: MoneyTable, actor: Actor, report: Report, entry: ProgressEntry) -> None:
    """Writes the figures of a table; what a verb refuses stands on the table afterwards."""
    try:
        table.save(actor, report, entry)
    except Duplicate:
        table.add_error("start", _("This line has figures of this period already. Change those."))
    except ValidationError as error:
        for name, said in error.message_dict.items():
            table.add_error(name if name in table.fields else None, said)


def _entry_page(entry: ProgressEntry) -> str:
    args = [entry.report.cycle.code, entry.recommendation.code]
    return reverse("tracker:entry", args=args) + "#money-h"
