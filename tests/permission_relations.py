"""How a person stands to the rows of the permission table, and what follows for the answer.

The table says what each role gets at its own member, in good order. Every other relation follows
from it by a rule, so that a new row is walked in all of them without another word:

elsewhere    the member's people and its reviewer sit at another member: they get what the stranger
             gets
restricted   the member's rows are for named people and nobody is named: only the leading seats read
frozen       the secretariat has frozen the member: reading as before, its people write nothing
handed_over  every seat was handed over: reading as before, nobody writes anything
ended        every seat has ended: they get what the public gets, and never more
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from accounts.actor import Actor
from accounts.enums import LEADING_ROLES, NETWORK_ROLES, Role
from accounts.models import Appointment, Member
from tests import factories
from tests.permission_table import PUBLIC, STRANGER, Row, World
from tracker.models import (
    Action,
    BudgetFigure,
    BudgetLine,
    Evidence,
    Indicator,
    Measurement,
    Plan,
    ProgressEntry,
)

MEMBER_ROLES = tuple(role for role in Role.values if role not in NETWORK_ROLES)
READING = ("GET", "HEAD")
REFUSED = frozenset({302, 400, 401, 403, 404, 405, 409, 410})
# Addresses that are about the person alone, whatever seat they hold or held.
PERSONAL = frozenset({"tracker:inbox", "tracker:seat", "tracker:amount", "tracker:work-calendar"})
# Pages that are nothing but a form to write with: they are refused at their door.
FORMS = (
    "tracker:ask",
    "tracker:asked",
    "tracker:hand-over",
    "tracker:team-invite",
    "tracker:autosave",
    "tracker:indicator-new",
    "tracker:indicator-change",
    "tracker:indicator-remove",
    "tracker:measurement",
    "tracker:measurement-add",
    "tracker:measurement-remove",
    "tracker:evidence-add",
    "tracker:evidence-change",
    "tracker:evidence-remove",
    "tracker:plan-create",
    "tracker:plan-edit",
    "tracker:plan-remove",
    "tracker:plan-carry-over",
    "tracker:plan-document",
    "tracker:plan-document-remove",
    "tracker:action-add",
    "tracker:action-edit",
    "tracker:action-remove",
    "tracker:line-add",
    "tracker:line-change",
    "tracker:line-period",
    "tracker:line-remove",
    "tracker:figure-remove",
    "tracker:review-hold",
    "tracker:review-mail-again",
    "tracker:review-release",
    "tracker:review-send-now",
    "admin:tracker_report_comment",
    "admin:tracker_report_move",
)
# Pages of the admin that are only looked at, however they are asked for.
LOOKED_AT = ("admin:index", "admin:app_list", "admin:jsi18n")
# Where nobody, the secretariat neither, is invited to a frozen member.
INVITING = (
    "tracker:seat-replace",
    "tracker:manage-invite",
    "tracker:invitation-change",
    "tracker:review-send-now",
    # Nor is anything new published of it.
    "api:report-move",
    "tracker:review-move",
    "admin:tracker_report_move",
)
# What a frozen member's people may still do: withdraw what is public.
NOT_STOPPED = ("withdraw",)
# Nor is anybody kept from closing what is open, or from keys of their own, which a frozen member
# opens no further.
# Civil society speaks, and is silent, whatever happens to the member.
NOT_STOPPED_AT = (
    "tracker:seat-end",
    "tracker:take-back",
    "tracker:keys",
    # What an amount is taken for: nothing is written.
    "tracker:amount",
    "tracker:view",
    "tracker:view-hide",
    "tracker:view-take-back",
    "api:civil-society-view-list",
    "api:civil-society-view-detail",
)
# Reading that a freeze stops all the same: no document of its people leaves.
LEAVING = ("api:export-file", "tracker:document-file")


@dataclass(frozen=True)
class Relation:
    """`change` brings a world into the relation and names who comes; `expected` gives the
    statuses that are right for a role, or None where the relation means nothing for it."""

    name: str
    change: Callable[[World], Mapping[str, Actor]]
    expected: Callable[[Row, World, str], frozenset[int] | None]
    states: tuple[str, ...] = ()


def is_success(status: int, row: Row) -> bool:
    """True where the answer did what was asked. A form that was taken answers with a redirect."""
    return status < 300 or (status == 302 and row.method not in READING)


def writes(row: Row) -> bool:
    """True where the request asks for something to be written."""
    is_list = row.route in LOOKED_AT or row.route.endswith(("_changelist", "_change"))
    return row.method not in READING and not (row.route.startswith("admin:") and is_list)


def is_the_same_for_all(row: Row) -> bool:
    return len(set(row.answers.values())) == 1


def is_about_kenya(row: Row, world: World) -> bool:
    """True where the address or the body names a row of Kenya."""
    said = [*row.args(world).values(), *_values(row.body(world))]
    return any(isinstance(v, UUID) or v == world.member or _is_id(v) for v in said)


def _values(body: Mapping[str, Any]) -> list[Any]:
    found: list[Any] = []
    for value in body.values():
        found += value if isinstance(value, list) else [value]
    return found


def _is_id(value: Any) -> bool:
    try:
        UUID(str(value))
    except ValueError:
        return False
    return True


# --- elsewhere ----------------------------------------------------------------------------------


def _move_elsewhere(world: World) -> Mapping[str, Actor]:
    """People like Kenya's, at Norway."""
    found = {role: factories.actor(factories.make_seat(role, "NOR")) for role in MEMBER_ROLES}
    return {**found, Role.REVIEWER: factories.reviewer("NOR")}


def _as_the_stranger(row: Row, world: World, role: str) -> frozenset[int] | None:
    if role not in (*MEMBER_ROLES, Role.REVIEWER) or not is_about_kenya(row, world):
        return None
    stranger = row.answers[STRANGER]
    if is_success(stranger, row):
        # What is open to Norway's focal point may be closed to others there, never the reverse.
        return frozenset({stranger, 403, 404})
    return REFUSED - {302} | ({302} if row.method in READING else set())


# --- restricted ---------------------------------------------------------------------------------


def _restrict(world: World) -> Mapping[str, Actor]:
    held = (ProgressEntry, Evidence, BudgetLine, BudgetFigure, Indicator, Measurement, Plan, Action)
    for model in held:
        model.internal.filter(member=world.report.member).update(confidentiality="restricted")
    return world.people


def _for_named_people(row: Row, world: World, role: str) -> frozenset[int] | None:
    content = {str(r.public_id) for r in (world.entry, world.evidence, world.file, world.line)}
    content |= {str(r.public_id) for r in (world.plan, world.earlier_plan, world.action)}
    content |= {str(r.public_id) for r in (world.figure, world.indicator, world.measurement)}
    if world.comment is not None:
        content.add(str(world.comment.public_id))
    named = {str(v) for v in [*row.args(world).values(), *_values(row.body(world))]}
    by_code = row.args(world).get("code") == world.code and "cycle" in row.args(world)
    if not (content & named or by_code):
        return None
    if role in LEADING_ROLES:
        return frozenset({row.answers[role]})
    if role == STRANGER and by_code:
        # The address says "my report": Norway's own.
        return frozenset({row.answers[role]})
    if row.method in READING and role in MEMBER_ROLES and row.answers[role] != 403:
        # A colleague who is not named is not told that there is something to see.
        return frozenset({row.answers[role], 404}) - {200}
    return REFUSED - {302} | ({302} if role == PUBLIC else set())


# --- frozen, handed over, ended -----------------------------------------------------------------


def _freeze(world: World) -> Mapping[str, Actor]:
    Member.objects.filter(code=world.member).update(
        frozen_at=dt.datetime.now(dt.UTC), frozen_reason="A change of government."
    )
    return world.people


def _stopped(row: Row, world: World, role: str) -> frozenset[int] | None:
    told = row.answers[role]
    if role in MEMBER_ROLES and told == 200 and row.route in LEAVING:
        return frozenset({403})
    if role in MEMBER_ROLES and not writes(row):
        return _read_as_before(row, told)
    if row.route in INVITING and role not in MEMBER_ROLES and is_success(told, row):
        return frozenset({told, 403})
    if (
        role not in MEMBER_ROLES
        or row.route in PERSONAL
        or row.note in NOT_STOPPED
        or row.route in NOT_STOPPED_AT
    ):
        return frozenset({told})
    if not is_success(told, row):
        return frozenset({told, 403} if told == 400 else {told})
    return frozenset({403, 404, 409})


def _read_as_before(row: Row, told: int) -> frozenset[int]:
    if told == 200 and row.route in FORMS:
        return frozenset({403})
    # The secretariat's forms, and that of a withdrawal: refused at their door to who only reads.
    is_form = row.route.startswith(("tracker:manage-", "tracker:seat-", "tracker:plan-withdraw"))
    return frozenset({told, 403} if told == 200 and is_form else {told})


def _hand_over(world: World) -> Mapping[str, Actor]:
    today = dt.datetime.now(dt.UTC).date()
    for actor in world.people.values():
        assert actor.seat is not None
        Appointment.objects.filter(pk=actor.seat.pk).update(
            read_only_from=today, ends_on=today + dt.timedelta(days=30)
        )
    return world.people


def _only_reads(row: Row, world: World, role: str) -> frozenset[int] | None:
    told = row.answers[role]
    if role == PUBLIC or row.route in PERSONAL:
        return frozenset({told})
    if not writes(row):
        return _read_as_before(row, told)
    return frozenset({403, 404, 409}) if is_success(told, row) else REFUSED


def _end(world: World) -> Mapping[str, Actor]:
    Appointment.objects.filter(pk__in=[a.seat.pk for a in world.people.values()]).update(
        ended_at=dt.datetime.now(dt.UTC), end_reason="Left."
    )
    return world.people


def _as_the_public(row: Row, world: World, role: str) -> frozenset[int] | None:
    if role == PUBLIC or row.route in PERSONAL:
        return None
    # An order answers with a redirect to who holds a seat, and so does the sign-in to the public.
    if is_the_same_for_all(row) and row.route != "tracker:document-list":
        return frozenset({row.answers[role]})
    public = row.answers[PUBLIC]
    if is_success(public, row) and public != 302:
        return frozenset({public})
    if row.route in ("tracker:work", "tracker:keys"):
        # The pages that say that one holds no seat.
        return frozenset({200, 405} if not writes(row) else {200, 403, 404, 405})
    return REFUSED - {302}


RELATIONS = (
    Relation("elsewhere", _move_elsewhere, _as_the_stranger),
    Relation(
        "restricted",
        _restrict,
        _for_named_people,
        ("draft", "submitted", "returned", "accepted", "released"),
    ),
    Relation("frozen", _freeze, _stopped),
    Relation("handed_over", _hand_over, _only_reads),
    Relation("ended", _end, _as_the_public),
)
