"""My work: whose turn it is, where to go on, and what is still open."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.actor import Actor
from accounts.enums import Role
from tracker import rules
from tracker.models import Report, ReportingCycle
from tracker.queries.assignments import parts
from tracker.queries.ball import ball_in_court
from tracker.queries.civil_society import desk, own_views, window
from tracker.queries.matrix import agreed
from tracker.queries.plans import in_order, open_plans
from tracker.queries.team import hand_over_to
from tracker.queries.work import answers, calendar, days_left, report_at_hand
from tracker.web.doors import TEAM, actor_of, own_entries, own_reports, working
from tracker.web.moves import offers
from tracker.web.outline import outline
from tracker.web.planlines import line_of


@working
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The desk of a member's people; reviewers go to their queue."""
    actor = actor_of(request)
    if actor.has_role(Role.REVIEWER):
        return redirect("tracker:review-queue")
    if actor.has_role(Role.CIVIL_SOCIETY_MONITOR):
        return _monitoring(request, actor)
    reports = list(own_reports(actor)[:12])
    report = report_at_hand(reports)
    if report is None:
        empty = {"is_of_a_team": actor.has_role(*TEAM), "hand_over": hand_over_to(actor)}
        return render(request, "work/empty.html", empty)
    if actor.has_role(Role.CONTRIBUTOR):
        return _asked(request, actor, report)
    listed = answers(actor, report, own_entries(actor, report))
    ball = ball_in_court(report)
    acts = bool(rules.may_work(actor))
    named = {
        "report": report,
        "others": [other for other in reports if other.pk != report.pk],
        "answers": listed,
        "resume": listed.resume if acts and actor.role in ball.roles else None,
        "ball": ball,
        "is_mine": acts and actor.role in ball.roles,
        "days": days_left(report),
        "parts": parts(actor, report),
        "may_ask": rules.may_assign(actor, report),
        "calendar": calendar(report),
        "offers": offers(actor, report),
        "statuses": [row.entry for row in listed.rows],
        "hand_over": hand_over_to(actor),
        "plan_lines": [line_of(plan) for plan in in_order(open_plans(actor))],
        "is_first_time": not any(row.is_begun for row in listed.rows),
    }
    return render(request, "work/index.html", named)


def _asked(request: HttpRequest, actor: Actor, report: Report) -> HttpResponse:
    """The desk of a contributor: what they were asked for, and by when."""
    asked = parts(actor, report)
    still = [part for part in asked if not part.is_ready]
    named = {
        "report": report,
        "parts": asked,
        "still": len(still),
        "next": still[0] if still else None,
        "is_open": report.is_with_member,
    }
    return render(request, "work/asked.html", named)


def _monitoring(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The desk of a monitor: every recommendation with their own view of it."""
    assert actor.seat is not None
    member, cycle = actor.seat.member, ReportingCycle.objects.current()
    assert member is not None, "a monitor's seat is a member's"
    named: dict[str, Any] = {"member": member, "cycle": cycle, "earlier": own_views(actor)}
    if cycle is not None:
        first, last = window(cycle)
        rows = desk(actor, cycle, member, agreed())
        named |= {
            "first": first,
            "last": last,
            "parts": outline(rows, about=lambda row: row.recommendation),
            "earlier": own_views(actor).exclude(cycle=cycle),
        }
    return render(request, "views/work.html", named)
