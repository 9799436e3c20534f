"""What went out and what waits, for administrators. Rows hold ids and dates, never words of a
report; their facts are not shown even so."""

from __future__ import annotations

from django.contrib import admin

from accounts.actor import Actor
from accounts.answers import Answer
from tracker import rules
from tracker.models import OutgoingMail, Reminder

from .base import ReadOnlyAdmin
from .site import site


class MailRoom(ReadOnlyAdmin):
    opens = False

    def may_read(self, actor: Actor) -> Answer:
        return rules.may_read_mail(actor)


@admin.register(OutgoingMail, site=site)
class OutgoingMailAdmin(MailRoom):
    list_display = (
        "message_id",
        "recipient",
        "kind",
        "template",
        "local_date",
        "state",
        "attempts",
        "next_attempt_at",
        "sent_at",
    )
    list_filter = ("state", "kind", "template")
    list_select_related = ("recipient",)
    search_fields = ("message_id", "recipient__email", "to_address")


@admin.register(Reminder, site=site)
class ReminderAdmin(MailRoom):
    list_display = (
        "rule",
        "member",
        "recipient",
        "due_on",
        "offset_days",
        "due_at",
        "time_zone",
        "state",
    )
    list_filter = ("state", "rule")
    list_select_related = ("member", "recipient")
    search_fields = ("member__code", "recipient__email")
