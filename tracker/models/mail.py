from __future__ import annotations

import uuid

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Member
from tracker.enums import MailKind, MailState


class OutgoingMail(models.Model):
    """A mail on its way out: every mail of the product is a row here first.

    One row bundles what is due for a person on a day (unique recipient, kind, local date and
    sequence). A worker claims it with a lease and a token; a write with an old token changes
    nothing. `message_id` is the same at every attempt. `handed_over` is committed before the
    server gets the text: if the worker dies after that, the mail is ambiguous, never forgotten.
    `member` is whose affair the first line of a digest is, and `turn` its place among the digests
    of all members: one of each, then the next of each.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="mails", null=True, blank=True
    )
    to_address = models.EmailField(
        blank=True, help_text="For people without an account; else the person's address now."
    )
    kind = models.CharField(max_length=12, choices=MailKind.choices)
    template = models.CharField(max_length=40)
    facts = models.JSONField(default=dict, help_text="Ids and dates; never confidential words.")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+", null=True, blank=True)
    turn = models.PositiveIntegerField(default=0)
    language = models.CharField(max_length=10, default="en")
    local_date = models.DateField()
    sequence = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=12, choices=MailState.choices, default=MailState.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True, blank=True)
    lease_token = models.UUIDField(null=True, blank=True)
    message_id = models.CharField(max_length=120, unique=True)
    subject_line = models.CharField(max_length=200, blank=True)
    last_error = models.TextField(blank=True)
    smtp_reply = models.TextField(blank=True)
    handed_over_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["next_attempt_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "to_address", "kind", "local_date", "sequence"],
                name="outgoing_mail_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(recipient__isnull=False) ^ ~Q(to_address=""),
                name="outgoing_mail_to_a_person_or_an_address",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[MailState.SENDING, MailState.HANDED_OVER])
                | Q(lease_until__isnull=False, lease_token__isnull=False),
                name="outgoing_mail_under_way_has_a_lease",
            ),
            models.CheckConstraint(
                condition=~Q(state=MailState.SENT) | Q(sent_at__isnull=False),
                name="outgoing_mail_sent_has_a_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_attempt_at"],
                condition=Q(state__in=[MailState.PENDING, MailState.SENDING]),
                name="outgoing_mail_due",
            ),
            models.Index(
                fields=["lease_until"],
                condition=Q(state__in=[MailState.SENDING, MailState.HANDED_OVER]),
                name="outgoing_mail_leases",
            ),
            models.Index(
                fields=["member", "turn"],
                condition=Q(state=MailState.PENDING),
                name="outgoing_mail_turns_of_member",
            ),
            models.Index(
                fields=["turn"],
                condition=Q(state=MailState.PENDING, kind=MailKind.DIGEST, attempts=0),
                name="outgoing_mail_turns",
            ),
            models.Index(fields=["-next_attempt_at", "-id"], name="outgoing_mail_by_time"),
        ]

    def __str__(self) -> str:
        return self.message_id


class MailAttempt(models.Model):
    """One try at sending a mail, written once and never changed."""

    mail = models.ForeignKey(OutgoingMail, models.CASCADE, related_name="tries")
    lease_token = models.UUIDField()
    outcome = models.CharField(max_length=12, choices=MailState.choices)
    detail = models.TextField(blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "id"]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.mail_id} {self.outcome}"


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class MailHold(models.Model):
    """While a hold stands, no mail leaves. A restored database starts with one."""

    reason = models.CharField(max_length=200)
    since = models.DateTimeField(auto_now_add=True)
    released_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-since"]

    def __str__(self) -> str:
        return self.reason


@pghistory.track(pghistory.InsertEvent())
class MailOrder(models.Model):
    """What an operator asked of the outbox beyond its own rounds: one mail once more (`mail`), or
    a member's reminders of the coming days at once (`member`, in `mails` mails). Never changed."""

    mail = models.ForeignKey(
        OutgoingMail, models.CASCADE, related_name="orders", null=True, blank=True
    )
    member = models.ForeignKey(Member, models.PROTECT, related_name="+", null=True, blank=True)
    mails = models.PositiveIntegerField(default=1)
    ordered_by = models.ForeignKey(
        "accounts.Appointment", models.PROTECT, null=True, blank=True, related_name="+"
    )
    ordered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-ordered_at", "-id"]

    def __str__(self) -> str:
        return f"{self.mail_id or self.member_id} {self.ordered_at:%Y-%m-%d}"


class Heartbeat(models.Model):
    """When a part of the system last said it was alive, and in which database: a restored copy of
    it is another `home`."""

    name = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField()
    home = models.CharField(max_length=60, blank=True, db_default="")

    def __str__(self) -> str:
        return self.name
