"""The secretariat's overview: who holds the leading seats of each member, and since when silent."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet

from accounts.actor import Actor
from accounts.enums import LEADING_ROLES, Role
from accounts.models import Appointment, Invitation, Member

from .alphabet import by_name


@dataclass
class Line:
    """A member in the overview. `seen_at` is the last time one of its leading seats signed in."""

    member: Member
    focal_points: list[Appointment] = field(default_factory=list)
    deputies: list[Appointment] = field(default_factory=list)
    invitations: list[Invitation] = field(default_factory=list)

    @property
    def seen_at(self) -> dt.datetime | None:
        seen = [one.user.last_login for one in (*self.focal_points, *self.deputies)]
        return max((moment for moment in seen if moment), default=None)


def managed(actor: Actor) -> QuerySet[Member]:
    """The members this person of the secretariat looks after; none for everybody else."""
    if actor.has_role(Role.ADMINISTRATOR):
        return Member.objects.all()
    return Member.objects.filter(pk__in=actor.reviewed_member_ids)


def overview(actor: Actor, members: Iterable[Member]) -> list[Line]:
    """A line per member, A to Z in the reader's language."""
    lines = {member.pk: Line(member) for member in by_name(members)}
    seats = Appointment.objects.visible_to(actor).in_office()
    for seat in seats.filter(member__in=lines, role__in=LEADING_ROLES).select_related("user"):
        line = lines[seat.member_id or 0]
        (line.focal_points if seat.role == Role.FOCAL_POINT else line.deputies).append(seat)
    open_ones: dict[int | None, list[Invitation]] = defaultdict(list)
    rows = Invitation.objects.visible_to(actor).open()
    for invitation in rows.filter(member__in=lines, role__in=LEADING_ROLES):
        open_ones[invitation.member_id].append(invitation)
    for pk, line in lines.items():
        line.invitations = open_ones[pk]
    return list(lines.values())


def reviewed_by(seats: Iterable[Appointment]) -> dict[int, list[Member]]:
    """The members of each reviewer among some seats."""
    found: dict[int, list[Member]] = defaultdict(list)
    links = Appointment.assigned_members.through.objects.filter(appointment__in=list(seats))
    for link in links.select_related("member"):
        found[link.appointment_id].append(link.member)
    return found


def unreviewed() -> list[Member]:
    """Members that no reviewer in office looks after, A to Z."""
    reviewers = Appointment.objects.in_office().filter(role=Role.REVIEWER)
    return by_name(Member.objects.exclude(reviewed_by__in=reviewers))


def successors(actor: Actor, member: Member) -> list[Invitation]:
    """Invitations by which somebody follows in a leading seat that is handed over. The words of a
    hand-over are its own people's."""
    rows = Invitation.objects.visible_to(actor).open().filter(member=member)
    rows = rows.filter(hand_over__isnull=False, hand_over__taken_back_at=None)
    return list(rows.select_related("hand_over"))
