"""Invitations, seats and hand-over, and the secretariat's pages. The stranger leads Norway's seats:
there they find their own team, and of Kenya's nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accounts.enums import Role
from accounts.models import HandOver, Invitation, Member
from tests import factories
from tests.permission_table import Row, World, everybody, who

SIGN_IN = {"s302": "public"}
LEADING = "focal_point deputy stranger"
SECRETARIAT = "reviewer administrator"
NO_POST = who(405, **SIGN_IN)


def no_key(w: World) -> Mapping[str, Any]:
    return {"key": "0" * 96}


def viewer(w: World) -> Mapping[str, Any]:
    return {"public_id": w.people[Role.VIEWER].seat.public_id}


def deputy(w: World) -> Mapping[str, Any]:
    return {"public_id": w.people[Role.DEPUTY].seat.public_id}


def invited(w: World) -> Mapping[str, Any]:
    """A viewer of Kenya, invited by its focal point."""
    invitation, _made = Invitation.internal.get_or_create(
        email="new@ken.example",
        member=Member.objects.get(code=w.member),
        role=Role.VIEWER,
        invited_by=w.people[Role.FOCAL_POINT].seat,
        defaults={"expires_at": factories.in_a_week()},
    )
    return {"public_id": invitation.public_id}


def handed_over(w: World) -> Mapping[str, Any]:
    """Kenya's focal point leaves, and nobody has accepted yet."""
    seat = w.people[Role.FOCAL_POINT].seat
    made = HandOver.internal.filter(seat=seat).first() or factories.hand_over(seat)
    return {"public_id": made.public_id}


def at_kenya(w: World) -> Mapping[str, Any]:
    return {"code": w.member}


def focal_point_at_kenya(w: World) -> Mapping[str, Any]:
    return {"code": w.member, "public_id": w.people[Role.FOCAL_POINT].seat.public_id}


def reviewer(w: World) -> Mapping[str, Any]:
    return {"public_id": w.people[Role.REVIEWER].seat.public_id}


def offer(role: str):
    return lambda w: {"email": "somebody@new.example", "role": role, "language": "en"}


def leaving(w: World) -> Mapping[str, Any]:
    return {
        "email": "next@new.example",
        "language": "en",
        "then": "send",
        **factories.day_boxes("last_day", 10),
    }


def reason(w: World) -> Mapping[str, Any]:
    return {"reason": "Left the ministry."}


def replacement(w: World) -> Mapping[str, Any]:
    return {**reason(w), "document": "NV 12", "email": "next@new.example", "language": "en"}


def days(w: World) -> Mapping[str, Any]:
    return {**factories.day_boxes("since", 1), **factories.day_boxes("until", 10)}


def _merged(status: str, roles: str) -> dict[str, str]:
    """These roles get that status, the public is asked to sign in."""
    if status == "s302":
        return {status: f"public {roles}"}
    return {status: roles, **SIGN_IN}


ROWS = [
    Row("tracker:invitation", "GET", everybody(410), args=no_key),
    Row("tracker:invitation", "POST", everybody(405), args=no_key),
    Row("tracker:invitation-answer", "GET", everybody(410)),
    Row("tracker:invitation-answer", "POST", everybody(410)),
    Row("tracker:team", "GET", who(403, s200=LEADING, **SIGN_IN)),
    Row("tracker:team", "POST", NO_POST),
    Row("tracker:team-invite", "GET", who(403, s200=LEADING, **SIGN_IN)),
    Row(
        "tracker:team-invite",
        "POST",
        who(403, s302=f"public {LEADING}"),
        body=offer(Role.VIEWER),
    ),
    Row("tracker:invitation-change", "GET", NO_POST, args=invited),
    Row(
        "tracker:invitation-change",
        "POST",
        who(404, s302="public focal_point deputy reviewer administrator"),
        args=invited,
        body=lambda w: {"then": "send"},
    ),
    Row("tracker:hand-over", "GET", who(403, s200=LEADING, **SIGN_IN)),
    Row("tracker:hand-over", "POST", who(403, s302=f"public {LEADING}"), body=leaving),
    Row(
        "tracker:hand-over-note",
        "GET",
        who(404, s200="focal_point deputy", **SIGN_IN),
        args=handed_over,
    ),
    Row("tracker:hand-over-note", "POST", NO_POST, args=handed_over),
    Row("tracker:take-back", "GET", NO_POST, args=handed_over),
    Row(
        "tracker:take-back",
        "POST",
        who(404, s302="public focal_point", s403="deputy"),
        args=handed_over,
    ),
    *(
        row
        for method, status in (("GET", "s200"), ("POST", "s302"))
        for row in (
            Row(
                "tracker:seat-end",
                method,
                who(
                    404,
                    **_merged(status, "focal_point deputy reviewer administrator"),
                    s403="contributor clearing_officer viewer",
                ),
                args=viewer,
                body=reason,
            ),
            Row(
                "tracker:seat-delegate",
                method,
                who(
                    404,
                    **_merged(status, "focal_point"),
                    s403="deputy contributor clearing_officer viewer reviewer administrator",
                ),
                args=deputy,
                body=days,
            ),
            Row(
                "tracker:seat-replace",
                method,
                who(403, **_merged(status, SECRETARIAT)),
                args=focal_point_at_kenya,
                body=replacement,
            ),
            Row(
                "tracker:manage-invite",
                method,
                who(403, **_merged(status, SECRETARIAT)),
                args=at_kenya,
                body=offer(Role.FOCAL_POINT),
            ),
            Row(
                "tracker:manage-freeze",
                method,
                who(403, **_merged(status, SECRETARIAT)),
                args=at_kenya,
                body=reason,
            ),
            Row(
                "tracker:manage-people-invite",
                method,
                who(403, **_merged(status, "administrator")),
                body=offer(Role.CO_CHAIR),
            ),
            Row(
                "tracker:manage-reviewed",
                method,
                who(403, **_merged(status, "administrator")),
                args=reviewer,
                body=lambda w: {"members": "NOR"},
            ),
        )
    ),
    Row("tracker:manage", "GET", who(403, s200=SECRETARIAT, **SIGN_IN)),
    Row("tracker:manage", "POST", NO_POST),
    Row("tracker:manage-member", "GET", who(403, s200=SECRETARIAT, **SIGN_IN), args=at_kenya),
    Row(
        "tracker:manage-member",
        "GET",
        who(403, s200="administrator", s404="reviewer", **SIGN_IN),
        args=lambda w: {"code": "NOR"},
        note="not assigned",
    ),
    Row("tracker:manage-member", "POST", NO_POST, args=at_kenya),
    Row("tracker:manage-people", "GET", who(403, s200="administrator", **SIGN_IN)),
    Row("tracker:manage-people", "POST", NO_POST),
]
