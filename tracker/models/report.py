from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pghistory
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.actor import Actor
from accounts.composite import MemberKey
from accounts.enums import Role
from accounts.owned import MemberOwned, OwnedQuerySet
from tracker.enums import ReportState

from .content import OWN_READERS
from .cycle import ReportingCycle

# States in which the member may still be asked for the report.
WITH_MEMBER = (ReportState.DRAFT, ReportState.CLEARANCE, ReportState.RETURNED)


class ReportQuerySet(OwnedQuerySet):
    def visibility(self, actor: Actor) -> Q:
        """Own member: always. Assigned reviewer: from the first submission. Others: once
        published, and not withdrawn since. Administrators see that a report exists."""
        published = Q(published_at__isnull=False, withdrawn_at__isnull=True)
        if actor.has_role(*OWN_READERS, Role.CONTRIBUTOR):
            return published | Q(member=actor.member_id)
        if actor.has_role(Role.REVIEWER):
            return published | Q(member__in=actor.reviewed_member_ids, submitted_at__isnull=False)
        return published


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Report(MemberOwned):
    """What one member says in one cycle. It carries the workflow's state; the table of moves is
    `tracker.domain.workflow.TRANSITIONS`.

    `due_on` is this report's own date: the cycle's, moved off the member's weekend, or the one a
    return set. Overdue is computed, in the member's time zone. `round` counts submissions.
    `reviewer_in_hand` is who took it to read; every assigned reviewer may still decide.
    """

    cycle = models.ForeignKey(ReportingCycle, models.PROTECT, related_name="reports")
    state = models.CharField(max_length=12, choices=ReportState.choices, default=ReportState.DRAFT)
    state_since = models.DateTimeField(default=timezone.now)
    due_on = models.DateField()
    round = models.PositiveSmallIntegerField(default=0)
    cleared_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(
        "accounts.Appointment", models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_late = models.BooleanField(default=False, help_text="First submitted after its due date.")
    accepted_at = models.DateTimeField(null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    message = models.TextField(blank=True, help_text="The words that came with the last move.")
    reviewer_in_hand = models.ForeignKey(
        "accounts.Appointment", models.PROTECT, null=True, blank=True, related_name="+"
    )
    receipt_number = models.CharField(max_length=20, blank=True)
    receipt_sha256 = models.CharField(max_length=64, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta(MemberOwned.Meta):
        ordering = ["-cycle__meeting_on", "member__code"]
        constraints = [
            models.UniqueConstraint(fields=["public_id"], name="report_public_id"),
            MemberKey(name="report_member_key"),
            models.UniqueConstraint(fields=["member", "cycle"], name="report_once_per_cycle"),
            models.CheckConstraint(
                condition=Q(state__in=ReportState.values), name="report_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[ReportState.DRAFT, ReportState.CLEARANCE])
                | Q(submitted_at__isnull=False, submitted_by__isnull=False, round__gte=1),
                name="report_submitted_before_review",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReportState.PUBLISHED)
                | Q(
                    released_at__isnull=False,
                    published_at__isnull=False,
                    withdrawn_at__isnull=True,
                ),
                name="report_published_by_two_acts",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReportState.WITHDRAWN) | Q(withdrawn_at__isnull=False),
                name="report_withdrawn_has_a_time",
            ),
        ]
        indexes = [models.Index(fields=["cycle", "state"], name="report_cycle_state")]

    def __str__(self) -> str:
        return f"{self.member_id} {self.cycle_id}"

    @property
    def is_with_member(self) -> bool:
        return self.state in WITH_MEMBER

    def today(self) -> dt.date:
        """The day it is now where the member is."""
        return timezone.now().astimezone(ZoneInfo(self.member.time_zone)).date()

    @property
    def is_overdue(self) -> bool:
        """True while the member still holds the report after its due date."""
        return self.is_with_member and self.today() > self.due_on

    @property
    def is_public(self) -> bool:
        """True while a published edition of this report is open to readers."""
        return self.published_at is not None and self.withdrawn_at is None
