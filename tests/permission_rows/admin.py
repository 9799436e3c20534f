"""The operators' admin: reviewers and administrators come in, everybody else is told why not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accounts.models import Member
from recommendations.models import Call, Communique, Recommendation
from tests.permission_table import Row, World, who

INSIDE = "reviewer administrator"


def inside(status: int, roles: str = INSIDE, colleagues: int = 403) -> Mapping[str, int]:
    """For those who may enter; colleagues inside without the right; the public signs in first."""
    found = dict(who(403, s302="public"))
    found.update(dict.fromkeys(INSIDE.split(), colleagues))
    found.update(dict.fromkeys(roles.split(), status))
    return found


def admins(status: int) -> Mapping[str, int]:
    return inside(status, roles="administrator")


def page(route: str, model: type) -> list[Row]:
    def first(world: World) -> Mapping[str, Any]:
        return {"object_id": str(model.objects.first().pk)}

    return [
        Row(f"admin:{route}_change", "GET", inside(200), args=first),
        Row(f"admin:{route}_change", "POST", inside(403), args=first),
    ]


def both(route: str, get: Mapping[str, int], post: Mapping[str, int], **facts: Any) -> list[Row]:
    return [Row(route, "GET", get, **facts), Row(route, "POST", post, **facts)]


def report(world: World) -> Mapping[str, Any]:
    return {"object_id": str(world.report.public_id)}


def plan(world: World) -> Mapping[str, Any]:
    return {"object_id": str(world.plan.public_id)}


def move(world: World) -> Mapping[str, Any]:
    return {**report(world), "action": "accept"}


def reviewers(status: int) -> Mapping[str, int]:
    """Administrators run the system; they read no report."""
    return inside(status, roles="reviewer", colleagues=404)


LISTS = (
    "accounts_appointment accounts_member recommendations_call recommendations_communique "
    "recommendations_recommendation recommendations_theme tracker_plan tracker_report "
    "tracker_reportingcycle tracker_indicator tracker_indicatorframework"
).split()

ROWS = [
    *both("admin:index", inside(200), inside(200)),
    *both("admin:jsi18n", inside(200), inside(405)),
    *both("admin:app_list", inside(200), inside(200), args=lambda w: {"app_label": "tracker"}),
    *[row for name in LISTS for row in both(f"admin:{name}_changelist", inside(200), inside(200))],
    *both("admin:tracker_outgoingmail_changelist", admins(200), admins(200)),
    *both("admin:tracker_reminder_changelist", admins(200), admins(200)),
    *page("accounts_member", Member),
    *page("recommendations_call", Call),
    *page("recommendations_communique", Communique),
    *page("recommendations_recommendation", Recommendation),
    *both("admin:tracker_report_change", inside(404), inside(404), args=report),
    *both("admin:tracker_plan_change", inside(404), inside(404), args=plan),
    *both("admin:tracker_plan_change", reviewers(200), reviewers(403), args=plan, at="submitted"),
    *both(
        "admin:tracker_report_change", reviewers(200), reviewers(403), args=report, at="submitted"
    ),
    # Without words the comment is refused, and the form comes back.
    *both(
        "admin:tracker_report_comment", reviewers(200), reviewers(400), args=report, at="submitted"
    ),
    Row("admin:tracker_report_move", "GET", reviewers(200), args=move, at="submitted"),
    Row(
        "admin:tracker_report_move",
        "POST",
        reviewers(302),
        args=move,
        body=lambda world: {"version": world.report.version},
        at="settled",
    ),
]
