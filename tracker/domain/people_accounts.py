"""Accounts of people: their details and address, their sessions, and closing them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from zoneinfo import available_timezones

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import sessions
from accounts.actor import Actor
from accounts.enums import Role
from accounts.models import ApiToken, Appointment, SecondFactorReset, User
from tracker import rules
from tracker.addresses import AddressChange, clean_address
from tracker.enums import MailKind
from tracker.validators import name_as_it_looks

from .errors import IllegalMove, require
from .outbox import enqueue
from .saving import recorded


def save_details(
    actor: Actor,
    user: User,
    *,
    name: str,
    language: str,
    time_zone: str,
    single_keys: bool | None = None,
) -> None:
    """Writes how a person is called, and in which language and zone the tracker speaks to them;
    and where it was asked, whether single letters act on the page of a review."""
    require(rules.may_change_account(actor, user))
    problems = {}
    name = " ".join(name.split())
    if not name:
        problems["name"] = [_("Write your name.")]
    elif len(name) > 120:
        problems["name"] = [_("Write your name in at most 120 characters.")]
    try:
        name_as_it_looks(name)
    except ValidationError as error:
        problems["name"] = error.messages
    if language not in dict(settings.LANGUAGES):
        problems["language"] = [_("Choose one of the languages of the list.")]
    if time_zone and time_zone not in available_timezones():
        problems["time_zone"] = [_("Choose one of the time zones of the list.")]
    if problems:
        raise ValidationError(problems)
    with recorded(actor, "account.save_details"):
        user.name, user.language, user.time_zone = name, language, time_zone
        if single_keys is not None:
            user.single_keys = single_keys
        user.save(update_fields=["name", "language", "time_zone", "single_keys"])


def ask_for_new_address(actor: Actor, user: User, email: str) -> None:
    """Sends a link to the new address; nothing changes before it is opened. An address that has an
    account gets no mail, and the page says the same."""
    require(rules.may_change_account(actor, user))
    address = clean_address(email)
    if address == user.email:
        raise ValidationError({"email": [_("This is your address now. Write the new one.")]})
    with recorded(actor, "account.ask_for_new_address"):
        if not User.objects.filter(email__iexact=address).exists():
            enqueue(
                MailKind.SECURITY,
                "email_confirm",
                to_address=address,
                language=user.language,
                facts={"user": user.pk},
            )


def change_address(change: AddressChange) -> User:
    """The person opened the link: the address is theirs. Both addresses are told, and every link
    that was sent before is dead. Raises IllegalMove where the link no longer fits."""
    user = change.user
    with recorded(Actor(user=user), "account.change_address"):
        user = User.objects.select_for_update().get(pk=user.pk)
        if user.email != change.was or not user.is_active:
            raise IllegalMove(_("This link has been used or is too old."))
        user.email = change.email
        try:
            with transaction.atomic():
                user.save(update_fields=["email"])
        except IntegrityError as error:
            raise IllegalMove(_("This address belongs to another account.")) from error
        EmailAddress.objects.filter(user=user).delete()
        enqueue(MailKind.SECURITY, "email_changed", user)
        enqueue(MailKind.SECURITY, "email_changed", to_address=change.was, language=user.language)
    return user


def end_sessions(actor: Actor, user: User, why: str) -> None:
    """Signs somebody out everywhere, and tells them."""
    require(rules.may_manage_accounts(actor))
    with recorded(actor, "account.end_sessions", _reason(why)):
        sessions.end_all(user)
        enqueue(MailKind.SECURITY, "sessions_ended", user)


def close_account(actor: Actor, user: User, why: str) -> None:
    """Nobody signs in to this account any more: its sessions, keys and links are dead at once. What
    the person wrote belongs to the member and stays."""
    require(rules.may_manage_accounts(actor))
    why = _reason(why)
    with recorded(actor, "account.close", why), _administrators_locked():
        require(rules.may_close_account(actor, user))
        _set_active(user, False)
        sessions.end_all(user)
        ApiToken.objects.filter(user=user).delete()
        SecondFactorReset.objects.open().filter(user=user).update(withdrawn_at=timezone.now())
        enqueue(MailKind.SECURITY, "account_closed", to_address=user.email, language=user.language)


def reopen_account(actor: Actor, user: User, why: str) -> None:
    """The person may sign in again, with the password and the second factor they had."""
    require(rules.may_manage_accounts(actor))
    with recorded(actor, "account.reopen", _reason(why)):
        _set_active(user, True)
        enqueue(MailKind.SECURITY, "account_reopened", user)


def _set_active(user: User, is_active: bool) -> None:
    changed = User.objects.filter(pk=user.pk, is_active=not is_active).update(is_active=is_active)
    if not changed:
        said = _("This account is open.") if is_active else _("This account is closed.")
        raise IllegalMove(said)
    user.is_active = is_active


@contextmanager
def _administrators_locked() -> Iterator[None]:
    """Two administrators who close each other at one moment wait for one another."""
    seats = Appointment.objects.filter(role=Role.ADMINISTRATOR).order_by("pk")
    list(seats.select_for_update(of=("self",)).values_list("pk", flat=True))
    yield


def _reason(why: str) -> str:
    if not (why := why.strip()):
        raise ValidationError({"why": [_("Say why. The person and the log keep it.")]})
    return why
