"""What a person wants by mail: each topic as it happens, weekly or not at all, and a pause."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import User
from tracker import rules
from tracker.enums import MailFrequency, ReminderState, Topic
from tracker.models import MailPause, MailPreference, Notice, Reminder
from tracker.queries.mail import today_of

from . import reminders
from .errors import require
from .saving import recorded

WEEKS = (1, 2, 4)


def choose(actor: Actor, user: User, wanted: Mapping[str, str]) -> None:
    """Writes how often a person wants the mails of these topics; the others stay as they are. It
    holds at once, for mails that wait to be sent too.

    Raises NotAllowed, ValidationError (naming the topic).
    """
    require(rules.may_change_account(actor, user))
    problems = {
        topic: [_("Choose one of the three.")]
        for topic, frequency in wanted.items()
        if topic not in Topic.values or frequency not in MailFrequency.values
    }
    if problems:
        raise ValidationError(problems)
    with recorded(actor, "mail_preferences.choose"):
        User.objects.select_for_update().get(pk=user.pk)
        rows = MailPreference.objects.filter(user=user, topic__in=wanted)
        before = dict(rows.values_list("topic", "frequency"))
        for topic, frequency in wanted.items():
            if frequency == MailFrequency.NOW:
                rows.filter(topic=topic).delete()
            elif before.get(topic) != frequency:
                MailPreference.objects.update_or_create(
                    user=user, topic=topic, defaults={"frequency": frequency}
                )
        weekly = {t for t, f in before.items() if f == MailFrequency.WEEKLY}
        if weekly != {t for t, f in wanted.items() if f == MailFrequency.WEEKLY}:
            reminders.replan_person(user)


def pause(actor: Actor, user: User, weeks: int) -> MailPause:
    """Lets no optional mail leave for 1, 2 or 4 weeks from today, where the person is; the inbox
    tells what is due meanwhile, and so does the first mail after. A pause that stands ends anew.

    Raises NotAllowed, ValidationError.
    """
    require(rules.may_change_account(actor, user))
    if weeks not in WEEKS:
        raise ValidationError({"weeks": [_("Choose 1, 2 or 4 weeks.")]})
    until = today_of(user) + dt.timedelta(weeks=weeks)
    with recorded(actor, "mail_preferences.pause"):
        found, _made = MailPause.objects.update_or_create(user=user, defaults={"until": until})
    return found


def resume(actor: Actor, user: User) -> None:
    """Lets mails go again now: what the pause held back is due at once. Nothing happens where
    there is no pause. Raises NotAllowed."""
    require(rules.may_change_account(actor, user))
    with recorded(actor, "mail_preferences.resume"):
        gone, _by_model = MailPause.objects.filter(user=user).delete()
        if not gone:
            return
        told = Notice.objects.filter(dedup_key=OuterRef("dedup_key"))
        now = timezone.now()
        Reminder.objects.filter(
            Exists(told), recipient=user, state=ReminderState.PENDING, due_at__gt=now
        ).update(due_at=now, updated_at=now)
