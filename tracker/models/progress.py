from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts.actor import Actor
from accounts.composite import MemberKey, SameMember
from recommendations.models import Recommendation
from tracker.enums import STATUSES_WITH_REASON, Confidentiality, Edition, Status

from .content import ContentQuerySet, MemberContent, NamedReaders
from .report import Report

NARRATIVE_LIMIT = 3000
# The words of an answer, and the most characters that fit. What is kept while somebody types may
# be longer.
WORDS = {
    "narrative": NARRATIVE_LIMIT,
    "obstacles": NARRATIVE_LIMIT,
    "next_steps": NARRATIVE_LIMIT,
    "status_reason": 1000,
}


class ProgressEntryQuerySet(ContentQuerySet):
    def _assigned_to(self, actor: Actor) -> Q:
        from .assignment import Assignment

        asked = Assignment.internal.filter(appointment=actor.seat, entry=OuterRef("pk"))
        return Q(Exists(asked))


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    # A mark is made of facts such as amounts, and could be guessed from.
    exclude=["called_right"],
)
class ProgressEntry(NamedReaders, MemberContent):
    """A member's answer to one recommendation in one cycle: status, words and elements.

    `elements` maps an element's code to `{"state": …, "reason": …}`; an element not named is not
    begun. `confirmed` is false for an answer copied from the cycle `carried_from` that nobody has
    looked at yet: it does not count as reported. While a report is returned, `is_open` tells the
    answers that were commented on, and only these can be edited. `called_right` holds the marks of
    the check's remarks that the member looked at and called right.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="entries")
    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="+")
    status = models.CharField(max_length=16, choices=Status.choices, default=Status.NOT_REPORTED)
    status_reason = models.TextField(blank=True, max_length=WORDS["status_reason"])
    planned_on = models.DateField(null=True, blank=True)
    narrative = models.TextField(blank=True, max_length=NARRATIVE_LIMIT)
    obstacles = models.TextField(blank=True, max_length=NARRATIVE_LIMIT)
    next_steps = models.TextField(blank=True, max_length=NARRATIVE_LIMIT)
    language = models.CharField(max_length=35, default="en", help_text="BCP 47 tag of the words.")
    elements = models.JSONField(default=dict, blank=True)
    confirmed = models.BooleanField(default=True)
    carried_from = models.CharField(max_length=20, blank=True)
    is_ready = models.BooleanField(default=False)
    is_open = models.BooleanField(default=True)
    called_right = models.JSONField(default=list, blank=True)

    objects = ProgressEntryQuerySet.as_manager()

    class Meta(MemberContent.Meta):
        ordering = ["recommendation__code"]
        constraints = [
            models.UniqueConstraint(fields=["public_id", "edition"], name="entry_public_id"),
            MemberKey(name="entry_member_key"),
            SameMember("report", name="entry_report_of_member"),
            models.UniqueConstraint(
                fields=["member", "report", "recommendation", "edition"],
                name="entry_once_per_recommendation",
            ),
            models.CheckConstraint(
                condition=Q(status__in=Status.values), name="entry_status_known"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=STATUSES_WITH_REASON) | ~Q(status_reason=""),
                name="entry_status_with_its_reason",
            ),
            models.CheckConstraint(
                condition=Q(edition=Edition.WORKING)
                | Q(confidentiality__in=[Confidentiality.PUBLIC, Confidentiality.NETWORK]),
                name="entry_published_only_if_shared",
            ),
        ]
        indexes = [
            # The matrix reads this one alone: a published cycle's statuses, member by member.
            models.Index(
                fields=["edition", "report", "recommendation"],
                include=["member", "status", "confidentiality"],
                name="entry_matrix",
            ),
            models.Index(fields=["-updated_at", "-public_id"], name="entry_newest"),
        ]
