from __future__ import annotations

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from accounts.enums import Role
from accounts.models import Member
from tracker.enums import ReminderState, Topic

from .mail import OutgoingMail


class Reminder(models.Model):
    """One occurrence: a rule, a thing, a day and a person. It happens once.

    `dedup_key` names member, subject, rule, due date, offset and recipient; planning inserts it
    with ON CONFLICT DO NOTHING, so planning twice is harmless. `due_at` is UTC, `local_date` the
    recipient's day in `time_zone`. `subject` is `report:<public id>` and the like; `topic` the
    switch of its reader that the rule belongs to. `others_on` is the day from which `others`
    (roles) are told as well, where this is the last word before it.
    """

    dedup_key = models.CharField(max_length=255, unique=True)
    member = models.ForeignKey(Member, models.PROTECT, related_name="+", null=True, blank=True)
    subject = models.CharField(max_length=80)
    rule = models.CharField(max_length=40)
    topic = models.CharField(max_length=12, choices=Topic.choices)
    due_on = models.DateField(help_text="The date the reminder is about.")
    offset_days = models.SmallIntegerField()
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="reminders"
    )
    seat = models.ForeignKey("accounts.Appointment", models.CASCADE, related_name="+")
    due_at = models.DateTimeField()
    local_date = models.DateField()
    time_zone = models.CharField(max_length=64)
    others_on = models.DateField(null=True, blank=True)
    others = ArrayField(models.CharField(max_length=24), default=list, blank=True)
    state = models.CharField(
        max_length=10, choices=ReminderState.choices, default=ReminderState.PENDING
    )
    mail = models.ForeignKey(
        OutgoingMail, models.PROTECT, related_name="reminders", null=True, blank=True
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["due_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state__in=[ReminderState.PENDING, ReminderState.TOLD, ReminderState.CANCELLED]
                )
                | Q(mail__isnull=False),
                name="reminder_mailed_in_a_mail",
            )
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(state=ReminderState.PENDING),
                name="reminder_pending_due",
            ),
            models.Index(fields=["subject", "state"], name="reminder_subject"),
        ]

    def __str__(self) -> str:
        return self.dedup_key


class Notice(models.Model):
    """A line in a person's inbox: written once, with the mail that it repeats or in its place.
    `text_code` and `facts` are turned into words in the reader's language when shown. It is
    cleared by its reader, or as soon as the thing that it is about asks for nothing any more."""

    dedup_key = models.CharField(max_length=255, unique=True)
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    seat = models.ForeignKey("accounts.Appointment", models.CASCADE, related_name="+")
    subject = models.CharField(max_length=80)
    rule = models.CharField(max_length=40, blank=True)
    text_code = models.CharField(max_length=40)
    facts = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    cleared_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(
                fields=["subject", "recipient"],
                condition=Q(cleared_at__isnull=True),
                name="notice_standing",
            )
        ]

    def __str__(self) -> str:
        return self.dedup_key


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class ReminderRule(models.Model):
    """What the secretariat chose for a rule of the calendar: whether it speaks, to which roles, and
    how many days (months for plans and figures) from its date; news has none.

    On what condition it speaks stands in the code, by `code`; `kind` is the kind of subject.
    """

    code = models.CharField(max_length=40, unique=True)
    topic = models.CharField(max_length=12, choices=Topic.choices)
    kind = models.CharField(max_length=20)
    audience = ArrayField(models.CharField(max_length=24, choices=Role.choices))
    offsets = ArrayField(models.SmallIntegerField(), default=list, blank=True)
    is_active = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["kind", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(audience__len__gte=1), name="reminder_rule_has_an_audience"
            ),
            models.CheckConstraint(
                condition=Q(offsets__len__lte=20), name="reminder_rule_of_at_most_20_days"
            ),
        ]

    def __str__(self) -> str:
        return self.code
