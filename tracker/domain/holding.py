"""What operators do to the mail of all: hold it back and let it go, one mail once more, and a
member's reminders of the coming days at once."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Member
from tracker import rules
from tracker.enums import MailState, ReminderState
from tracker.models import MailHold, MailOrder, OutgoingMail, Reminder
from tracker.queries.clock import database_now
from tracker.wakeup import after_commit_wake

from . import outbox
from .dispatch import bundle_early
from .errors import require
from .reminders import still_wanted
from .saving import recorded

AHEAD = dt.timedelta(days=7)
REASON_LIMIT = 200
_MAY_GO_AGAIN = (MailState.FAILED, MailState.AMBIGUOUS)


def hold(actor: Actor, reason: str) -> MailHold:
    """Lets no mail of the product leave until it is released; what is just being handed over
    ends as it ends. A hold that stands already stays the only one, with its own reason.

    Raises NotAllowed, or ValidationError where the reason is missing or too long.
    """
    require(rules.may_hold_mail(actor))
    reason = reason.strip()
    if not reason or len(reason) > REASON_LIMIT:
        raise ValidationError(
            {
                "reason": _("Say in up to %(n)d characters why no mail is to leave.")
                % {"n": REASON_LIMIT}
            }
        )
    with recorded(actor, "holding.hold", reason):
        return outbox.put_on_hold(reason)


def release(actor: Actor) -> int:
    """Lets mail leave again; answers how many holds stood. Nothing happens where none does."""
    require(rules.may_hold_mail(actor))
    with recorded(actor, "holding.release"):
        outbox.one_at_a_time()
        released = MailHold.objects.filter(released_at__isnull=True).update(
            released_at=database_now()
        )
        after_commit_wake()
    return released


def resend(actor: Actor, mail: OutgoingMail) -> bool:
    """Puts a mail that failed, or whose fate is unknown, back in the queue, with five fresh tries
    and its old Message-ID. Whether its reminders are wanted still is asked when it is sent.

    False, and nothing written, where the mail is in another state by now. Raises NotAllowed.
    """
    require(rules.may_resend(actor))
    with recorded(actor, "outbox.resend"):
        again = OutgoingMail.objects.filter(pk=mail.pk, state__in=_MAY_GO_AGAIN).update(
            state=MailState.PENDING,
            attempts=0,
            next_attempt_at=database_now(),
            lease_token=None,
            lease_until=None,
        )
        if again:
            MailOrder.objects.create(mail=mail, member=mail.member, ordered_by=actor.seat)
            after_commit_wake()
    return bool(again)


def send_now(actor: Actor, member: Member, at: dt.datetime | None = None) -> int:
    """Puts what a member's people are to be told within the next seven days into mails that leave
    at once; answers how many. The caps hold: who is not at work at this hour, had a digest today
    or a reminder this week keeps the morning that was planned. `at` (UTC) plays another moment.

    Raises NotAllowed.
    """
    require(rules.may_send_now(actor, member))
    with recorded(actor, "outbox.send_now"):
        moment = at or database_now()
        written = sum(bundle_early(theirs, moment) is not None for theirs in ahead(member, moment))
        if written:
            MailOrder.objects.create(member=member, mails=written, ordered_by=actor.seat)
            after_commit_wake()
    return written


def ahead(member: Member, moment: dt.datetime) -> list[list[Reminder]]:
    """What a member's people are to be told within seven days of a moment, person by person;
    locked until the caller's transaction ends."""
    waiting = (
        Reminder.objects.select_for_update(of=("self",))
        .filter(state=ReminderState.PENDING, member=member, due_at__lte=moment + AHEAD)
        .select_related("recipient", "seat__member", "seat__user")
        .order_by("pk")
    )
    found = sorted(waiting, key=lambda reminder: (reminder.due_at, reminder.pk))
    wanted = still_wanted(found, moment)
    by_person: dict[int, list[Reminder]] = defaultdict(list)
    for reminder in found:
        if reminder.dedup_key in wanted:
            by_person[reminder.recipient_id].append(reminder)
    return list(by_person.values())


def would_go(member: Member, at: dt.datetime | None = None) -> tuple[int, int]:
    """How many mails `send_now` would write, and to how many people nothing goes for the caps.
    Takes back all it tried."""
    with transaction.atomic():
        moment = at or database_now()
        written = [bundle_early(theirs, moment) is not None for theirs in ahead(member, moment)]
        transaction.set_rollback(True)
    return sum(written), len(written) - sum(written)
