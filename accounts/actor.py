"""Who is acting, and from which seat. Every rule and every scoped read takes an Actor."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from accounts.enums import Role, TokenScope

if TYPE_CHECKING:
    from accounts.models import Appointment, User


@dataclass(frozen=True, eq=False)
class Actor:
    """A person at one active seat, or nobody (the public), or the system itself.

    A person may hold several seats, with two members even; rights never add up: only the active
    `seat` counts, and every page shows which one it is. `scope` is the ceiling of an API token.
    `withheld` are seats that the person holds and cannot use before a second factor is set up.
    """

    user: User | None = None
    seat: Appointment | None = None
    seats: tuple[Appointment, ...] = ()
    withheld: tuple[Appointment, ...] = ()
    scope: str = TokenScope.WRITE
    is_system: bool = field(default=False)

    @property
    def is_signed_in(self) -> bool:
        """True for a person who holds at least one seat in force."""
        return self.seat is not None

    @property
    def is_read_only(self) -> bool:
        """True at a seat that was handed over: it still reads, for 30 days."""
        return self.seat is not None and self.seat.is_read_only()

    @property
    def needs_second_factor(self) -> bool:
        """True for a person who has seats, none of which they can use yet."""
        return self.seat is None and bool(self.withheld)

    @property
    def role(self) -> str | None:
        return self.seat.role if self.seat else None

    @property
    def member_id(self) -> int | None:
        return self.seat.member_id if self.seat else None

    def has_role(self, *roles: str) -> bool:
        return self.role in roles

    @cached_property
    def reviewed_member_ids(self) -> frozenset[int]:
        """Members whose reports this reviewer was assigned to read; empty for everybody else."""
        if self.seat is None or self.seat.role != Role.REVIEWER:
            return frozenset()
        return frozenset(self.seat.assigned_members.values_list("id", flat=True))

    @property
    def trace(self) -> dict[str, str | None]:
        """What history keeps of the actor: ids only, so that erasing a person leaves it whole."""
        return {
            "user": str(self.user.pk) if self.user else None,
            "seat": str(self.seat.public_id) if self.seat else None,
            "by": "system" if self.is_system else "person" if self.user else "public",
        }


PUBLIC = Actor()
SYSTEM = Actor(is_system=True)


def actor_for(
    user: User,
    seats: Iterable[Appointment],
    active: str | None = None,
    withheld: frozenset[int] = frozenset(),
) -> Actor:
    """The actor for a signed-in person: the seat whose public id is `active`, else the first.
    Seats whose ids are `withheld` count for nothing."""
    every = tuple(seats)
    held = tuple(s for s in every if s.pk not in withheld)
    seat = next((s for s in held if str(s.public_id) == active), held[0] if held else None)
    kept = tuple(s for s in every if s.pk in withheld)
    return Actor(user=user, seat=seat, seats=held, withheld=kept)
