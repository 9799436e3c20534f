from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts.actor import Actor
from accounts.composite import MemberKey, SameMember
from accounts.enums import Role
from accounts.owned import MemberOwned, OwnedQuerySet

from .content import OWN_READERS
from .progress import ProgressEntry
from .report import Report


class ReviewCommentQuerySet(OwnedQuerySet):
    def visibility(self, actor: Actor) -> Q:
        """The exchange of a review: the member's own readers see what was sent to them, the
        assigned reviewers see all of it, nobody else any; and on an answer only who reads it."""
        readable = ProgressEntry.internal.filter(
            ProgressEntry.objects.visibility(actor), pk=OuterRef("entry")
        )
        about = Q(entry__isnull=True) | Q(Exists(readable))
        if actor.has_role(*OWN_READERS):
            return Q(member=actor.member_id, sent_at__isnull=False) & about
        if actor.has_role(Role.REVIEWER):
            return Q(member__in=actor.reviewed_member_ids) & about
        return Q(pk__in=[])


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class ReviewComment(MemberOwned):
    """A reviewer's question or remark on an answer, or on one field of it, and the member's
    reply. It reaches the member when the report is returned (`sent_at`). Never a grade."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="comments")
    entry = models.ForeignKey(
        ProgressEntry, models.PROTECT, related_name="comments", null=True, blank=True
    )
    field = models.CharField(max_length=40, blank=True)
    text = models.TextField(max_length=2000)
    author = models.ForeignKey("accounts.Appointment", models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True, max_length=2000)
    answered_by = models.ForeignKey(
        "accounts.Appointment", models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)

    objects = ReviewCommentQuerySet.as_manager()

    class Meta(MemberOwned.Meta):
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["public_id"], name="review_comment_public_id"),
            MemberKey(name="review_comment_member_key"),
            SameMember("report", name="review_comment_report_of_member"),
            SameMember("entry", name="review_comment_entry_of_member"),
            models.CheckConstraint(condition=~Q(text=""), name="review_comment_says_something"),
        ]
