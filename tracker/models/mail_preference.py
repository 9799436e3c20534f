from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from tracker.enums import MailFrequency, Topic


class MailPreference(models.Model):
    """How often a person wants the mails of one topic. No row: as it happens. Mails about the
    security of an account and receipts have no switch."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="mail_preferences"
    )
    topic = models.CharField(max_length=12, choices=Topic.choices)
    frequency = models.CharField(max_length=8, choices=MailFrequency.choices)

    class Meta:
        ordering = ["user", "topic"]
        constraints = [
            models.UniqueConstraint(fields=["user", "topic"], name="mail_preference_once"),
            models.CheckConstraint(
                condition=Q(frequency__in=[MailFrequency.WEEKLY, MailFrequency.OFF]),
                name="mail_preference_differs_from_none",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.topic} {self.frequency}"


class MailPause(models.Model):
    """A person wants no optional mail for a while. `until` is the first day, where the person is,
    on which mails may go again."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mail_pause")
    until = models.DateField()
    since = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.user_id} {self.until}"


class CalendarFeed(models.Model):
    """The secret address under which a person's calendar program asks for their dates. Only its
    digest (SHA-256, hex) is kept; a new address takes the place of the old one."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_feed"
    )
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.user_id}"
