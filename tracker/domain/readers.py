"""Who reads one row, and who did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from accounts.actor import Actor
from accounts.models import Appointment
from accounts.queries import reviewers_of
from tracker.models import RestrictedRead
from tracker.models.content import MemberContent
from tracker.rules.reading import may_read

LAST_READS = 20


@dataclass(frozen=True)
class Readers:
    """The seats that find a working row today, and the latest times it was opened while it was
    for named people."""

    seats: Sequence[Appointment]
    reads: Sequence[RestrictedRead]


def readers_of(row: MemberContent) -> Readers:
    """The member's officials and its reviewers, each asked one by one: exact, and for one row."""
    team = (
        Appointment.objects.current()
        .filter(member=row.member_id)
        .select_related("user", "member")
        .order_by("role", "pk")
    )
    everybody = [*team, *reviewers_of(row.member)]
    reads = (
        RestrictedRead.objects.filter(member=row.member_id, row=row.public_id)
        .select_related("seat__user", "seat__member")
        .order_by("-at", "-pk")[:LAST_READS]
    )
    return Readers(
        seats=[s for s in everybody if may_read(Actor(user=s.user, seat=s, seats=(s,)), row)],
        reads=list(reads),
    )
