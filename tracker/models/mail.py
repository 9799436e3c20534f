from __future__ import annotations

import uuid

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from tracker.enums import MailKind, MailState


class OutgoingMail(models.Model):
    """A mail on its way out: every mail of the product is a row here first.

    One row bundles what is due for a person on a day (unique recipient, kind, local date and
    sequence). A worker claims it with a lease and a token; a write with an old token changes
    nothing. `message_id` is the same at every attempt. `handed_over` is committed before the
    server gets the text: if the worker dies after that, the mail is ambiguous, never forgotten.
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


class MailHold(models.Model):
    """While a hold stands, no mail leaves. A restored database starts with one."""

    reason = models.CharField(max_length=200)
    since = models.DateTimeField(auto_now_add=True)
    released_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-since"]

    def __str__(self) -> str:
        return self.reason


class Heartbeat(models.Model):
    """When a part of the system last said it was alive."""

    name = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
