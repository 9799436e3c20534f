"""My work: whose turn it is, where to go on, and what is still open."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.enums import Role
from tracker import rules
from tracker.queries.ball import ball_in_court
from tracker.queries.team import hand_over_to
from tracker.queries.work import answers, calendar, days_left, report_at_hand, waiting
from tracker.web.doors import TEAM, actor_of, own_entries, own_reports, working
from tracker.web.moves import offers


@working
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The desk of a member's people; reviewers go to their queue."""
    actor = actor_of(request)
    if actor.has_role(Role.REVIEWER):
        return redirect("tracker:review-queue")
    reports = list(own_reports(actor)[:12])
    report = report_at_hand(reports)
    if report is None:
        empty = {"is_of_a_team": actor.has_role(*TEAM), "hand_over": hand_over_to(actor)}
        return render(request, "work/empty.html", empty)
    listed = answers(actor, report, own_entries(actor, report))
    ball = ball_in_court(report)
    acts = bool(rules.may_work(actor))
    named = {
        "report": report,
        "others": [other for other in reports if other.pk != report.pk],
        "answers": listed,
        "resume": listed.resume if acts and actor.role in (*ball.roles, Role.CONTRIBUTOR) else None,
        "ball": ball,
        "is_mine": acts and actor.role in ball.roles,
        "days": days_left(report),
        "waiting": waiting(actor, report),
        "calendar": calendar(report),
        "offers": offers(actor, report),
        "statuses": [row.entry for row in listed.rows],
        "hand_over": hand_over_to(actor),
        "is_first_time": not any(row.is_begun for row in listed.rows),
    }
    return render(request, "work/index.html", named)
