"""A lost second factor: one of the secretariat asks for the reset, another confirms it."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import sessions
from accounts.actor import Actor
from accounts.models import SecondFactorReset, User
from accounts.second_factor import has_second_factor
from tracker import rules
from tracker.enums import MailKind

from .errors import IllegalMove, require
from .outbox import enqueue
from .saving import recorded

LONGEST_REASON = 500


def ask(actor: Actor, user: User, reason: str) -> SecondFactorReset:
    """Writes the request down and tells the person. It waits seven days for a second person."""
    require(rules.may_ask_for_reset(actor, user))
    assert actor.seat is not None
    assert actor.user is not None
    reason = reason.strip()
    with recorded(actor, "second_factor.ask"):
        User.objects.select_for_update().get(pk=user.pk)
        _check(user, reason)
        now = timezone.now()
        waiting = SecondFactorReset.objects.filter(
            user=user, done_at__isnull=True, withdrawn_at__isnull=True
        )
        waiting.filter(expires_at__lte=now).update(withdrawn_at=now)
        if waiting.exists():
            raise ValidationError({"email": [_("A request for this account is open already.")]})
        reset = SecondFactorReset.objects.create(
            user=user,
            reason=reason,
            asked_by=actor.seat,
            asked_by_person=actor.user,
            expires_at=now + SecondFactorReset.OPEN_FOR,
        )
        enqueue(MailKind.SECURITY, "second_factor_reset_asked", user)
    return reset


def confirm(actor: Actor, reset: SecondFactorReset) -> SecondFactorReset:
    """Takes the second factor and the recovery codes off the account, ends its sessions and tells
    the person. The password stays."""
    require(rules.may_confirm_reset(actor, reset))
    with recorded(actor, "second_factor.confirm"):
        reset = _open(reset)
        reset.confirmed_by, reset.confirmed_by_person = actor.seat, actor.user
        reset.done_at = timezone.now()
        reset.save(update_fields=["confirmed_by", "confirmed_by_person", "done_at"])
        Authenticator.objects.filter(user=reset.user).delete()
        sessions.end_all(reset.user)
        enqueue(MailKind.SECURITY, "second_factor_reset_done", reset.user)
    return reset


def withdraw(actor: Actor, reset: SecondFactorReset) -> SecondFactorReset:
    """Takes a request back: anybody of the secretariat."""
    require(rules.may_help_with_second_factors(actor))
    with recorded(actor, "second_factor.withdraw"):
        reset = _open(reset)
        reset.withdrawn_at = timezone.now()
        reset.save(update_fields=["withdrawn_at"])
    return reset


def _check(user: User, reason: str) -> None:
    problems = {}
    if not user.is_active:
        problems["email"] = [_("This account is closed.")]
    elif not has_second_factor(user):
        problems["email"] = [_("This account has no second factor, so there is nothing to reset.")]
    if not reason:
        problems["reason"] = [_("Say how you know that it is this person who asks.")]
    elif len(reason) > LONGEST_REASON:
        problems["reason"] = [
            _("Say it in at most %(most)d characters.") % {"most": LONGEST_REASON}
        ]
    if problems:
        raise ValidationError(problems)


def _open(reset: SecondFactorReset) -> SecondFactorReset:
    """The request under a lock, if it still waits."""
    locked = (
        SecondFactorReset.objects.open()
        .select_for_update(of=("self",))
        .select_related("user")
        .filter(pk=reset.pk)
        .first()
    )
    if locked is None:
        raise IllegalMove(
            gettext_lazy("This request is done, withdrawn, or older than seven days.")
        )
    return locked
