"""Offering a seat to an address, and taking it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.enums import NETWORK_ROLES, Role
from accounts.models import Appointment, HandOver, Invitation, Member, User
from tracker import rules
from tracker.addresses import clean_address
from tracker.enums import MailKind
from tracker.models import Assignment
from tracker.validators import name_as_it_looks

from . import reminders, telling
from .errors import Duplicate, IllegalMove, require
from .outbox import enqueue
from .saving import recorded

VALID_FOR = dt.timedelta(days=14)


def invite(
    actor: Actor,
    email: str,
    role: str,
    member: Member | None = None,
    *,
    name: str = "",
    title: str = "",
    language: str = "en",
    reviews: Iterable[Member] = (),
) -> Invitation:
    """Offers a seat to an address, for 14 days, once. The mail with the link leaves with it.

    `reviews` are the members of a reviewer. Raises NotAllowed; ValidationError by field; Duplicate
    with the open invitation, or the seat, that this address has already.
    """
    require(rules.may_invite(actor, member, role))
    return offer(
        actor, email, role, member, name=name, title=title, language=language, reviews=reviews
    )


def offer(
    actor: Actor,
    email: str,
    role: str,
    member: Member | None,
    *,
    name: str = "",
    title: str = "",
    language: str = "en",
    reviews: Iterable[Member] = (),
    replaces: Appointment | None = None,
) -> Invitation:
    """As `invite`, for verbs that have asked their own rule: a hand-over, a replacement.
    `replaces` is the seat that somebody leaves. Raises ValidationError or Duplicate."""
    reviewed = list(reviews)
    email = check(email, role, member, name=name, title=title, language=language, reviewed=reviewed)
    with recorded(actor, "invitations.invite"):
        # One that ran out makes room for the next.
        _open(email, role, member).filter(expires_at__lte=timezone.now()).update(
            withdrawn_at=timezone.now()
        )
        invitation = Invitation(
            email=email,
            name=name.strip(),
            member=member,
            role=role,
            title=title.strip(),
            language=language,
            invited_by=actor.seat,
            replaces=replaces,
            expires_at=timezone.now() + VALID_FOR,
        )
        _save_new(invitation)
        invitation.assigned_members.set(reviewed)
        _send(invitation)
    return invitation


def send_again(actor: Actor, invitation: Invitation) -> Invitation:
    """A new link for another 14 days; the older one opens nothing any more.

    Raises NotAllowed, or IllegalMove where it was accepted or withdrawn.
    """
    require(rules.may_change_invitation(actor, invitation))
    with recorded(actor, "invitations.send_again"):
        locked = _locked(invitation)
        _require_unsettled(locked)
        locked.nonce = uuid.uuid4()
        locked.sent_at = timezone.now()
        locked.expires_at = locked.sent_at + VALID_FOR
        locked.save(update_fields=["nonce", "sent_at", "expires_at"])
        _send(locked)
    return locked


def withdraw(actor: Actor, invitation: Invitation) -> None:
    """The link opens nothing any more, and what was asked of the invited is asked of nobody.

    Raises NotAllowed, or IllegalMove where it was accepted or withdrawn, or belongs to a hand-over,
    which is taken back as a whole.
    """
    require(rules.may_change_invitation(actor, invitation))
    if HandOver.objects.unscoped().filter(invitation=invitation, taken_back_at=None).exists():
        raise IllegalMove(_("This invitation belongs to a hand-over. Take the hand-over back."))
    with recorded(actor, "invitations.withdraw"):
        close(invitation)


def close(invitation: Invitation) -> None:
    """Withdraws an invitation inside the caller's transaction; also one that ran out. Raises
    IllegalMove."""
    locked = _locked(invitation)
    _require_unsettled(locked)
    locked.withdrawn_at = timezone.now()
    locked.save(update_fields=["withdrawn_at"])
    Assignment.objects.unscoped().filter(invitation=locked).delete()


def accept_as_new(invitation: Invitation, *, name: str, language: str, password: str) -> User:
    """Opens an account for the invited address and takes the seat.

    Raises ValidationError by field (name, language, password), IllegalMove where the invitation is
    not open any more or its member is frozen, Duplicate where the address has an account: its
    owner signs in first.
    """
    _require_no_account(invitation)
    person = User(email=invitation.email.lower(), name=name.strip(), language=language)
    problems = {}
    try:
        name_as_it_looks(person.name)
        person.clean_fields(exclude=["password"])
    except ValidationError as error:
        problems = error.message_dict if hasattr(error, "error_dict") else {"name": error.messages}
    if language not in dict(settings.LANGUAGES):
        problems["language"] = [_("Choose one of the languages offered.")]
    try:
        validate_password(password, person)
    except ValidationError as error:
        problems["password"] = error.messages
    if problems:
        raise ValidationError(problems)
    person.set_password(password)
    with recorded(Actor(), "invitations.open_account"):
        _require_open(_locked(invitation))
        try:
            with transaction.atomic():
                person.save()
        except IntegrityError:
            # The address was invited to two seats, and took the other one at the same moment.
            _require_no_account(invitation)
            raise
        accept(Actor(user=person), invitation)
    return person


def accept(actor: Actor, invitation: Invitation) -> Appointment:
    """The signed-in person takes the seat that was offered to their address, from today on.

    Raises IllegalMove: not open, another address, the member is frozen, or the person holds this
    seat, or held it until today.
    """
    with recorded(actor, "invitations.accept"):
        locked = _locked(invitation)
        person = actor.user
        if person is None or person.email.lower() != locked.email.lower():
            raise IllegalMove(_("This invitation is not open to you. Ask for a new one."))
        _require_open(locked)
        _require_vacant(person, locked)
        seat = Appointment.objects.create(
            user=person,
            member=locked.member,
            role=locked.role,
            title=locked.title,
            starts_on=timezone.now().date(),
        )
        seat.assigned_members.set(locked.assigned_members.all())
        locked.seat, locked.accepted_at = seat, timezone.now()
        locked.save(update_fields=["seat", "accepted_at"])
        Assignment.objects.unscoped().filter(invitation=locked).update(
            appointment=seat, invitation=None
        )
        replan_member(locked.member)
        telling.accepted(locked, seat)
    return seat


def _require_open(invitation: Invitation) -> None:
    if not invitation.is_open:
        raise IllegalMove(_("This invitation is not open to you. Ask for a new one."))
    if invitation.member is not None and invitation.member.frozen_at is not None:
        raise IllegalMove(_("This member is frozen by the secretariat. Nobody joins it now."))


def _require_vacant(person: User, invitation: Invitation) -> None:
    held = Appointment.objects.holding(invitation.role, invitation.member).filter(user=person)
    if held.in_office().exists():
        raise IllegalMove(_("You hold this seat already."))
    if held.filter(starts_on=timezone.now().date()).exists():
        raise IllegalMove(_("You held this seat until today. Accept it tomorrow."))


def _require_no_account(invitation: Invitation) -> None:
    existing = User.objects.filter(email__iexact=invitation.email).first()
    if existing is not None:
        raise Duplicate(existing)


def replan_member(member: Member | None) -> None:
    """What a member's people are told, for who holds its seats now. Runs in the caller's
    transaction."""
    if member is not None:
        reminders.replan_member(member)


def check(
    email: str,
    role: str,
    member: Member | None,
    *,
    name: str = "",
    title: str = "",
    language: str = "en",
    reviewed: Sequence[Member] = (),
) -> str:
    """The address in its one form. Raises what `offer` would, and writes nothing."""
    problems: dict[str, list[str]] = {}
    try:
        email = clean_address(email)
    except ValidationError as error:
        problems = error.message_dict
    if role not in Role.values:
        problems["role"] = [_("Choose a role.")]
    elif (role in NETWORK_ROLES) != (member is None):
        problems["role"] = [_("This role does not belong to a member.")]
    if reviewed and role != Role.REVIEWER:
        problems["reviews"] = [_("Only reviewers are assigned to members.")]
    if language not in dict(settings.LANGUAGES):
        problems["language"] = [_("Choose one of the languages offered.")]
    for field, text, most in (("name", name, 120), ("title", title, 160)):
        try:
            name_as_it_looks(text)
        except ValidationError as error:
            problems[field] = error.messages
        if len(text.strip()) > most:
            problems[field] = [_("Write at most %(most)d characters.") % {"most": most}]
    if problems:
        raise ValidationError(problems)
    _require_new(email, role, member)
    return email


def _save_new(invitation: Invitation) -> None:
    try:
        with transaction.atomic():
            invitation.save(force_insert=True)
    except IntegrityError:
        # Somebody offered the same seat to the same address at the same moment.
        _require_new(invitation.email, invitation.role, invitation.member)
        raise


def _open(email: str, role: str, member: Member | None):  # type: ignore[no-untyped-def]
    return Invitation.internal.filter(
        email__iexact=email,
        role=role,
        member=member,
        accepted_at__isnull=True,
        withdrawn_at__isnull=True,
    )


def _require_new(email: str, role: str, member: Member | None) -> None:
    seat = Appointment.objects.in_office().holding(role, member).filter(user__email__iexact=email)
    standing = (
        seat.first() or _open(email, role, member).filter(expires_at__gt=timezone.now()).first()
    )
    if standing is not None:
        raise Duplicate(standing)


def _locked(invitation: Invitation) -> Invitation:
    return (
        Invitation.internal.select_related("member", "replaces")
        .select_for_update(of=("self",))
        .get(pk=invitation.pk)
    )


def _require_unsettled(invitation: Invitation) -> None:
    if invitation.accepted_at is not None:
        raise IllegalMove(_("This invitation was accepted already."))
    if invitation.withdrawn_at is not None:
        raise IllegalMove(_("This invitation was withdrawn already."))


def _send(invitation: Invitation) -> None:
    enqueue(
        MailKind.SECURITY,
        "invitation",
        to_address=invitation.email,
        language=invitation.language,
        facts={"invitation": str(invitation.public_id), "nonce": str(invitation.nonce)},
    )
