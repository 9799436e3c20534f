"""The calendar of reminders: its rules in plain words, and a change of one, shown before it is
done."""

from __future__ import annotations

import json
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.enums import Role
from tracker import rules
from tracker.domain import reminder_rules as verbs
from tracker.domain.errors import Conflict, require
from tracker.forms.reminder_rule import RuleForm
from tracker.queries.rule_words import KINDS, RULES
from tracker.web.doors import actor_of, put_errors, working
from tracker.wording import listed


@working
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every rule, by what it is about."""
    require(rules.may_change_reminders(actor_of(request)))
    groups = [
        (KINDS[kind], [_line(one) for one in group])
        for kind, group in groupby(verbs.all_agreed(), key=lambda one: one.row.kind)
    ]
    return render(request, "manage/reminders.html", {"groups": groups})


@working
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """GET: the form of a rule. POST: shows what would change; with what was shown, saves it. Who
    saves an old version sees what stands now, and what they typed stays."""
    actor = actor_of(request)
    require(rules.may_change_reminders(actor))
    rule = verbs.agreed(code)
    if rule is None:
        raise Http404
    form = RuleForm(rule, request.POST or None)
    named: dict[str, Any] = {}
    status = 200
    if request.method == "POST" and form.is_valid():
        chosen = form.chosen()
        try:
            if request.POST.get("seen") == _seen(form):
                verbs.change(actor, rule.row, form.cleaned_data["version"], **chosen)
                messages.success(request, _("The rule is saved, and all reminders are planned."))
                return redirect("tracker:manage-reminder-rules")
            shifts = verbs.preview(code, verbs.checked(code, **chosen))
            named = {"shifts": shifts, "is_shown": True, "seen": _seen(form)}
        except ValidationError as error:
            put_errors(form, error)
        except Conflict:
            rule = verbs.agreed(code) or rule
            typed = request.POST.copy()
            typed["version"] = str(rule.row.version)
            form = RuleForm(rule, typed)
            form.is_valid()
            named, status = {"is_stale": True, "stored": _line(rule)}, 409
    if form.is_bound and form.errors:
        status = 400
    said = {"form": form, "rule": _line(rule), **named}
    return render(request, "manage/reminder_rule.html", said, status=status)


def _line(rule: verbs.Agreed) -> dict[str, Any]:
    title, when = RULES[rule.code]
    numbers = ", ".join(f"{number:+d}" if number else "0" for number in rule.row.offsets)
    return {
        "code": rule.code,
        "title": title,
        "when": when,
        "numbers": numbers,
        "roles": listed([str(Role(role).label) for role in rule.row.audience]),
        "is_active": rule.row.is_active,
        "is_everybody": len(rule.row.audience) == len(Role),
    }


def _seen(form: RuleForm) -> str:
    """What was typed, in one line: a preview is of exactly this."""
    return json.dumps(form.cleaned_data, sort_keys=True, default=str)
