from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q

from accounts.actor import Actor
from accounts.composite import MemberKey, SameMember
from accounts.enums import Role
from accounts.owned import MemberOwned, OwnedQuerySet

from .content import OWN_READERS
from .report import Report


class SubmissionQuerySet(OwnedQuerySet):
    def visibility(self, actor: Actor) -> Q:
        """The member's own people and the assigned reviewers; nobody else learns how often a
        report was sent."""
        if actor.has_role(*OWN_READERS, Role.CONTRIBUTOR):
            return Q(member=actor.member_id)
        if actor.has_role(Role.REVIEWER):
            return Q(member__in=actor.reviewed_member_ids)
        return Q(pk__in=[])


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Submission(MemberOwned):
    """One time that a member sent a report, with the receipt it got. Rounds are never overwritten.

    `versions` maps the id of each answer to the version it had, and to those of its documents and
    figures: the words themselves stay in the history. It is empty where a report was sent before
    rounds were kept.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="submissions")
    round = models.PositiveSmallIntegerField()
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey("accounts.Appointment", models.PROTECT, related_name="+")
    is_late = models.BooleanField(default=False)
    receipt_number = models.CharField(max_length=20, blank=True)
    receipt_sha256 = models.CharField(max_length=64, blank=True)
    versions = models.JSONField(default=dict, blank=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta(MemberOwned.Meta):
        ordering = ["report", "round"]
        constraints = [
            models.UniqueConstraint(fields=["public_id"], name="submission_public_id"),
            MemberKey(name="submission_member_key"),
            SameMember("report", name="submission_report_of_member"),
            models.UniqueConstraint(
                fields=["member", "report", "round"], name="submission_once_per_round"
            ),
            models.CheckConstraint(condition=Q(round__gte=1), name="submission_round_counts"),
        ]
