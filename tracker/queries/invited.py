"""Reads for who follows the link of an invitation."""

from __future__ import annotations

from accounts.models import Appointment, Invitation, User


def has_account(invitation: Invitation) -> bool:
    """True where the invited address belongs to an account: its owner signs in to accept."""
    return User.objects.filter(email__iexact=invitation.email).exists()


def seat_taken_by(invitation: Invitation) -> Appointment:
    """The seat that an accepted invitation made."""
    return Appointment.objects.select_related("member", "user").get(invitation=invitation)
