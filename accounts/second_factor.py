"""Who needs a second factor, and who has one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from accounts.models import Appointment, User

NEEDED = _("This seat needs a second factor. Sign in on the website and set one up.")


def is_required(seat: Appointment) -> bool:
    return seat.role in settings.MFA_REQUIRED_ROLES


def has_second_factor(user: User) -> bool:
    """True where signing in asks for a code; recovery codes alone are none."""
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()


def withheld_from(
    user: User, seats: Iterable[Appointment], *, is_weak: bool = False
) -> frozenset[int]:
    """Seats that cannot be used before the person sets up a second factor, as ids: those of some
    roles, and all where the password is too short to stand alone."""
    needing = frozenset(seat.pk for seat in seats if is_weak or is_required(seat))
    return needing if needing and not has_second_factor(user) else frozenset()
