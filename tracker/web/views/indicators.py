"""Indicators: a member's list, one with its series, and the forms to write with."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
    require_safe,
)

from accounts.actor import PUBLIC, Actor
from accounts.models import Member
from tracker import rules
from tracker.domain import indicators as verbs
from tracker.domain.errors import Conflict, require
from tracker.domain.sharing import note_reads
from tracker.enums import Edition
from tracker.forms.groups import Theirs, differing
from tracker.forms.indicator import IndicatorForm, WithdrawForm
from tracker.models import Indicator, Measurement, Report, ReportingCycle
from tracker.queries.indicators import dimensions_of, number, series_of, series_of_member, served_by
from tracker.web.doors import TEAM, actor_of, found, own_reports, put_errors, working
from tracker.web.trends import goals, picture, table_rows


@working
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Leads to the list of one's own member."""
    actor = actor_of(request)
    if not actor.has_role(*TEAM) or actor.seat is None or actor.seat.member is None:
        raise Http404
    return redirect("tracker:indicator-list", code=actor.seat.member.code)


@require_safe
def listed(request: HttpRequest, code: str) -> HttpResponse:
    """A member's indicators as this reader sees them: its own people the working rows, everybody
    else what is published."""
    actor = actor_of(request)
    member = get_object_or_404(Member, code=code)
    series = series_of_member(actor, member)
    note_reads(actor, *[one.indicator for one in series])
    is_home = actor.has_role(*TEAM) and actor.member_id == member.pk
    report = report_at_work(actor) if is_home else None
    named = {
        "member": member,
        "series": series,
        "is_home": is_home,
        "may_write": report is not None and bool(rules.may_write_indicators(actor, report)),
    }
    return _private(actor, render(request, "indicators/list.html", named))


@require_safe
def detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One indicator: what it says, its series as picture and table, what it means."""
    actor = actor_of(request)
    rows = Indicator.objects.visible_to(actor).select_related("framework", "member")
    indicator = found(rows.filter(public_id=public_id))
    series = series_of(actor, indicator)
    note_reads(actor, indicator, *series.measurements)
    is_working = indicator.edition == Edition.WORKING
    is_home = is_working and actor.member_id == indicator.member_id
    report = report_at_work(actor) if is_home else None
    named = {
        "indicator": indicator,
        "series": series,
        "picture": picture(series),
        "rows": table_rows(series),
        "goals": goals(series),
        "baseline": number(series, indicator.baseline_value),
        "dimensions": dimensions_of(indicator),
        "recommendations": served_by(indicator),
        "is_working": is_working,
        "may_write": report is not None and bool(rules.may_write_indicators(actor, report)),
        "withdraw_form": WithdrawForm(),
        "may_withdraw": _is_public(indicator)
        and bool(rules.may_withdraw_indicator(actor, indicator)),
    }
    return _private(actor, render(request, "indicators/detail.html", named))


@working
@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """A new indicator of one's own member."""
    actor = actor_of(request)
    report = require_report(actor)
    require(rules.may_write_indicators(actor, report))
    form = IndicatorForm(report.member, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = verbs.add(actor, report, form.facts())
        except ValidationError as error:
            put_errors(form, error)
        else:
            messages.success(request, _("The indicator is added. Now write what was measured."))
            return redirect("tracker:indicator", public_id=row.public_id)
    return _form(request, form, report.member)


@working
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What is said of an indicator. Who saves an old version sees what stands now, and what they
    typed stays."""
    actor = actor_of(request)
    indicator, report = own_indicator(actor, public_id), require_report(actor)
    require(rules.may_write_indicators(actor, report))
    note_reads(actor, indicator)
    form = IndicatorForm(indicator.member, request.POST or None, indicator)
    if request.method == "POST" and form.is_valid():
        try:
            verbs.change(actor, report, indicator, version_of(request), form.facts())
        except ValidationError as error:
            put_errors(form, error)
        except Conflict:
            now = own_indicator(actor, public_id)
            theirs = differing(form, IndicatorForm(now.member, None, now))
            return _form(request, form, now.member, now, theirs=theirs)
        else:
            messages.success(request, _("The indicator is changed."))
            return redirect("tracker:indicator", public_id=public_id)
    return _form(request, form, indicator.member, indicator)


@working
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """GET asks, POST takes the indicator away with its measurements."""
    actor = actor_of(request)
    indicator, report = own_indicator(actor, public_id), require_report(actor)
    require(rules.may_write_indicators(actor, report))
    note_reads(actor, indicator)
    if request.method == "POST":
        verbs.remove(actor, report, indicator, version_of(request))
        messages.success(request, _("The indicator is removed."))
        return redirect("tracker:indicator-list", code=indicator.member.code)
    named = {
        "indicator": indicator,
        "row": indicator,
        "title": _("Remove the indicator?"),
        "consequence": _("It goes with all its measurements."),
    }
    return render(request, "indicators/remove.html", named)


@working
@require_POST
def withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Takes what is published of an indicator away at once, with a reason."""
    actor = actor_of(request)
    rows = Indicator.objects.visible_to(actor).select_related("member")
    indicator = found(rows.filter(public_id=public_id))
    require(rules.may_withdraw_indicator(actor, indicator))
    form = WithdrawForm(request.POST)
    if form.is_valid():
        verbs.withdraw(actor, indicator, form.cleaned_data["reason"])
        messages.success(request, _("What was published of the indicator is withdrawn."))
        return redirect("tracker:indicator-list", code=indicator.member.code)
    named = {"indicator": indicator, "form": form}
    return render(request, "indicators/withdraw.html", named, status=400)


def own_indicator(actor: Actor, public_id: UUID) -> Indicator:
    """An indicator of the actor's own member, or 404."""
    rows = Indicator.objects.visible_to(actor).select_related("member", "framework")
    at_home: QuerySet[Indicator] = rows.filter(edition=Edition.WORKING, member=actor.member_id)
    return found(at_home.filter(public_id=public_id))  # type: ignore[no-any-return]


def report_at_work(actor: Actor) -> Report | None:
    """The report in which indicators are written now: that of the open cycle, or the last one."""
    rows = own_reports(actor).order_by("-cycle__meeting_on")
    return rows.filter(cycle=ReportingCycle.objects.current()).first() or rows.first()


def require_report(actor: Actor) -> Report:
    report = report_at_work(actor)
    if report is None:
        raise Http404
    return report


def version_of(request: HttpRequest) -> int:
    known = request.POST.get("version", "")
    return int(known) if known.isdecimal() and len(known) < 10 else 0


def version_on(request: HttpRequest, row: Indicator | Measurement | None, theirs: Theirs) -> Any:
    """The version a form carries: that of the page it came from, or the row's as it stands once
    its reader was shown what differs."""
    if row is None:
        return ""
    return row.version if theirs is not None else version_of(request) or row.version


def _is_public(indicator: Indicator) -> bool:
    if indicator.edition == Edition.PUBLISHED:
        return True
    return Indicator.objects.visible_to(PUBLIC).filter(public_id=indicator.public_id).exists()


def _form(
    request: HttpRequest,
    form: IndicatorForm,
    member: Member,
    indicator: Indicator | None = None,
    theirs: Theirs = None,
) -> HttpResponse:
    back = (
        reverse("tracker:indicator", args=[indicator.public_id])
        if indicator
        else reverse("tracker:indicator-list", args=[member.code])
    )
    named = {
        "form": form,
        "member": member,
        "indicator": indicator,
        "version": version_on(request, indicator, theirs),
        "theirs": theirs,
        "back": back,
        "title": _("Change the indicator") if indicator else _("Add an indicator"),
    }
    status = 409 if theirs is not None else 400 if form.is_bound else 200
    return render(request, "indicators/form.html", named, status=status)


def _private(actor: Actor, response: HttpResponse) -> HttpResponse:
    """Working rows stand in no cache."""
    if actor.is_signed_in:
        patch_cache_control(response, private=True, no_store=True)
    return response
