"""Who may do what with an account: the person, two people of the secretariat, administrators."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.answers import Allowed, Answer, Denied
from accounts.enums import Role
from accounts.models import Appointment, SecondFactorReset, User

from .seats import may_write


def may_change_account(actor: Actor, user: User) -> Answer:
    """Name, language, address, sessions: the person alone, with a seat or without one."""
    if actor.user is None or actor.user.pk != user.pk:
        return Denied(_("Only the person changes their own account."))
    return Allowed()


def may_help_with_second_factors(actor: Actor) -> Answer:
    """Reset a lost second factor: the secretariat, two of them."""
    if not (answer := may_write(actor)):
        return answer
    if not actor.has_role(Role.REVIEWER, Role.ADMINISTRATOR):
        return Denied(_("Only the secretariat resets a second factor."))
    return Allowed()


def may_ask_for_reset(actor: Actor, user: User) -> Answer:
    if not (answer := may_help_with_second_factors(actor)):
        return answer
    if actor.user == user:
        return Denied(_("Somebody else of the secretariat asks for the reset of your own account."))
    return Allowed()


def may_confirm_reset(actor: Actor, reset: SecondFactorReset) -> Answer:
    if not (answer := may_ask_for_reset(actor, reset.user)):
        return answer
    if actor.user == reset.asked_by_person:
        return Denied(_("Who asked for a reset does not confirm it: a second person does."))
    return Allowed()


def may_manage_accounts(actor: Actor) -> Answer:
    """Close and open accounts, end sessions: administrators."""
    if not (answer := may_write(actor)):
        return answer
    if not actor.has_role(Role.ADMINISTRATOR):
        return Denied(_("Only administrators close and open accounts."))
    return Allowed()


def may_close_account(actor: Actor, user: User) -> Answer:
    if not (answer := may_manage_accounts(actor)):
        return answer
    if is_last_administrator(user):
        return Denied(_("This is the last administrator. Give somebody else the seat first."))
    return Allowed()


def is_last_administrator(user: User) -> bool:
    """True where the Network would be left without an administrator if this person went."""
    seats = Appointment.objects.in_office().filter(role=Role.ADMINISTRATOR)
    return seats.filter(user=user).exists() and not seats.exclude(user=user).exists()
