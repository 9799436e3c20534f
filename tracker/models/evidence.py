from __future__ import annotations

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts.actor import Actor
from accounts.composite import MemberKey, SameMember
from recommendations.enums import EvidenceKind
from tracker.enums import Confidentiality, Edition, EvidenceCheck, EvidenceForm, PersonalData
from tracker.validators import web_address

from .content import ContentQuerySet, MemberContent, NamedReaders
from .progress import ProgressEntry
from .stored_file import StoredFile, evidence_storage, random_name

# The first migration finds the two names here.
__all__ = ["Evidence", "EvidenceQuerySet", "evidence_storage", "random_name"]


class EvidenceQuerySet(ContentQuerySet):
    def _assigned_to(self, actor: Actor) -> Q:
        from .assignment import Assignment

        asked = Assignment.internal.filter(appointment=actor.seat, entry__evidence=OuterRef("pk"))
        return Q(Exists(asked))

    def _submitted(self) -> Q:
        # Evidence stands in no report itself: it is read where one of its answers is.
        submitted = ProgressEntry.internal.filter(
            evidence=OuterRef("pk"), report__submitted_at__isnull=False
        )
        return Q(Exists(submitted))


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Evidence(NamedReaders, StoredFile, MemberContent):
    """What supports an answer: a link, a file, or a document the ministry holds.

    One item may serve several answers of the member. `elements` holds codes of checklist items it
    supports. `check_result` is a reviewer's; evidence is not verification.
    """

    entries = models.ManyToManyField(ProgressEntry, related_name="evidence")
    elements = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    form = models.CharField(max_length=8, choices=EvidenceForm.choices)
    kind = models.CharField(max_length=40, choices=EvidenceKind.choices)
    title = models.CharField(max_length=300)
    issued_by = models.CharField(max_length=200, blank=True)
    document_date = models.DateField(null=True, blank=True)
    period_start = models.DateField(null=True, blank=True)
    period_end = models.DateField(null=True, blank=True)
    language = models.CharField(max_length=35)
    url = models.URLField(max_length=2000, blank=True, validators=[web_address])
    personal_data = models.CharField(max_length=8, choices=PersonalData.choices, blank=True)
    consent_basis = models.CharField(max_length=300, blank=True)
    supersedes = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="superseded_by"
    )
    relevance = models.CharField(max_length=500, blank=True)
    page_pin = models.CharField(max_length=60, blank=True)
    check_result = models.CharField(
        max_length=14, choices=EvidenceCheck.choices, default=EvidenceCheck.NOT_CHECKED
    )
    checked_by = models.ForeignKey(
        "accounts.Appointment", models.PROTECT, null=True, blank=True, related_name="+"
    )
    checked_at = models.DateTimeField(null=True, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta(MemberContent.Meta):
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["public_id", "edition"], name="evidence_public_id"),
            MemberKey(name="evidence_member_key"),
            SameMember("supersedes", name="evidence_supersedes_of_member"),
            models.CheckConstraint(
                condition=Q(period_start__isnull=True)
                | Q(period_end__isnull=True)
                | Q(period_end__gte=models.F("period_start")),
                name="evidence_period_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(personal_data=PersonalData.YES) | ~Q(consent_basis=""),
                name="evidence_consent_where_persons_appear",
            ),
            models.CheckConstraint(
                condition=Q(form=EvidenceForm.LINK, file="") & ~Q(url="")
                | Q(form=EvidenceForm.FILE, url="") & ~Q(file="") & ~Q(sha256="")
                | Q(form=EvidenceForm.HELD, url="", file=""),
                name="evidence_form_has_its_source",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=EvidenceKind.values), name="evidence_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(edition=Edition.WORKING)
                | Q(confidentiality__in=[Confidentiality.PUBLIC, Confidentiality.NETWORK]),
                name="evidence_published_only_if_shared",
            ),
        ]
        indexes = [models.Index(fields=["-updated_at", "-public_id"], name="evidence_newest")]
        verbose_name_plural = "evidence"
