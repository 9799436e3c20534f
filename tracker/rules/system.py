"""What the secretariat may do with the tracker itself."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.answers import Allowed, Answer, Denied
from accounts.enums import LEADING_ROLES, Role
from accounts.models import Member

from .seats import looks_after, may_write, not_frozen


def may_use_admin(actor: Actor) -> Answer:
    """The operators' admin: reviewers and administrators."""
    if actor.has_role(Role.REVIEWER, Role.ADMINISTRATOR):
        return Allowed()
    return Denied(_("The admin is for reviewers and administrators."))


def may_manage(actor: Actor) -> Answer:
    """The secretariat's pages about members and their people."""
    if actor.has_role(Role.REVIEWER, Role.ADMINISTRATOR):
        return Allowed()
    return Denied(_("These pages are the secretariat’s."))


def may_manage_people(actor: Actor) -> Answer:
    """The pages about the seats of the Network itself."""
    if actor.has_role(Role.ADMINISTRATOR):
        return Allowed()
    return Denied(_("Only administrators see the seats of the Network."))


def may_see_overview(actor: Actor) -> Answer:
    """How far a cycle is: the secretariat; co-chairs its aggregates."""
    if actor.has_role(Role.REVIEWER, Role.ADMINISTRATOR, Role.CO_CHAIR):
        return Allowed()
    return Denied(_("The overview is for the secretariat and the co-chairs."))


def may_see_silence(actor: Actor) -> Answer:
    """Who has not reported, since when, and what stands still: the secretariat, of the members it
    looks after. It is never published."""
    if actor.has_role(Role.REVIEWER, Role.ADMINISTRATOR):
        return Allowed()
    return Denied(_("Only the secretariat sees who has not reported and what stands still."))


def may_read_mail(actor: Actor) -> Answer:
    """See which mails and reminders went out or wait. The rows hold ids and dates only."""
    if actor.has_role(Role.ADMINISTRATOR):
        return Allowed()
    return Denied(_("Only administrators see the outgoing mail."))


def may_see_sending(actor: Actor) -> Answer:
    """See what was, will be and could not be sent: the secretariat, of the people of the members
    it looks after; administrators of everybody."""
    if actor.has_role(Role.REVIEWER, Role.ADMINISTRATOR):
        return Allowed()
    return Denied(_("Only the secretariat sees the reminders and mails of all members."))


def may_hold_mail(actor: Actor) -> Answer:
    """Stop all outgoing mail, and let it go again: administrators."""
    return _as_administrator(actor, _("Only administrators hold mail back and release it."))


def may_resend(actor: Actor) -> Answer:
    """Have a mail that did not arrive sent once more: administrators. It goes to a person, and
    may arrive twice."""
    return _as_administrator(actor, _("Only administrators have a mail sent again."))


def may_send_now(actor: Actor, member: Member) -> Answer:
    """Tell a member's people today what they are to be told this week: who looks after it."""
    if not (answer := may_write(actor)):
        return answer
    if not (answer := not_frozen(member)):
        return answer
    if actor.is_system or looks_after(actor, member.pk):
        return Allowed()
    return Denied(_("Only the secretariat has a member’s reminders sent before their day."))


def _as_administrator(actor: Actor, otherwise: Promise) -> Answer:
    if not (answer := may_write(actor)):
        return answer
    if actor.is_system or actor.has_role(Role.ADMINISTRATOR):
        return Allowed()
    return Denied(otherwise)


def may_open_cycle(actor: Actor) -> Answer:
    """Cycles are the secretariat's, Network-wide."""
    return _as_secretariat(actor, _("Only the secretariat opens a reporting cycle."))


def may_change_cycle(actor: Actor) -> Answer:
    """Move a cycle's dates, close it early, reopen its window."""
    return _as_secretariat(actor, _("Only the secretariat changes a reporting cycle."))


def may_import_communique(actor: Actor) -> Answer:
    """Bring in a further communiqué."""
    return _as_secretariat(actor, _("Only the secretariat imports a communiqué."))


def may_enter_rate(actor: Actor) -> Answer:
    """Enter an exchange rate: it serves every member alike."""
    return _as_secretariat(actor, _("Only the secretariat enters exchange rates."))


def may_change_reminders(actor: Actor) -> Answer:
    """See and change the calendar of reminders, Network-wide."""
    return _as_secretariat(actor, _("Only the secretariat changes the calendar of reminders."))


def may_seal_snapshot(actor: Actor) -> Answer:
    """Seal what a cycle published."""
    return _as_secretariat(actor, _("Only the secretariat seals a snapshot."))


def _as_secretariat(actor: Actor, otherwise: Promise) -> Answer:
    if not (answer := may_write(actor)):
        return answer
    if actor.is_system or actor.has_role(Role.REVIEWER, Role.ADMINISTRATOR):
        return Allowed()
    return Denied(otherwise)


def may_read_log(actor: Actor) -> Answer:
    """See who changed what: the member's own history, or what the secretariat answers for."""
    if actor.has_role(*LEADING_ROLES, Role.REVIEWER, Role.ADMINISTRATOR):
        return Allowed()
    return Denied(_("The log is for focal points, deputies and the secretariat."))
