from __future__ import annotations

import uuid
from typing import Any

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.actor import Actor
from accounts.enums import Role
from accounts.models import Appointment, Member
from tracker.document_enums import (
    CONTENT_TYPES,
    FORMATS,
    OF_ONE_MEMBER,
    OPEN_STATES,
    DocumentFormat,
    DocumentKind,
    JobState,
    Unmade,
)

from .cycle import ReportingCycle
from .stored_file import evidence_storage


def random_place(job: Any, filename: str) -> str:
    """Where a made document lies: in a folder of its own kind, under a random name."""
    return f"documents/{uuid.uuid4().hex}"


class ExportJobQuerySet(models.QuerySet["ExportJob"]):
    def visible_to(self, actor: Actor) -> ExportJobQuerySet:
        """What the active seat ordered, and nothing of anybody else's: neither of the same
        person's other seats, nor of whom they report to."""
        return self.filter(seat=actor.seat) if actor.seat is not None else self.none()

    def open(self) -> ExportJobQuerySet:
        return self.filter(state__in=OPEN_STATES)


# Who ordered which document belongs in the log; how far it is changes too often for it.
@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.DeleteEvent(),
    fields=["public_id", "seat", "kind", "format", "language", "cycle", "member", "ordered_at"],
    model_name="ExportJobEvent",
)
class ExportJob(models.Model):
    """A document that somebody ordered: its file once it is made, or why it was not.

    `seat` ordered it, in the `role` it had then; a job without one makes a public country report,
    for everybody. `reach` is a digest of what the seat could read when the file was made, and
    `read_from` the moment before which every change of the data is in it. A worker holds the job
    with a lease and a token; whoever comes with an old token changes nothing.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    seat = models.ForeignKey(Appointment, models.PROTECT, null=True, blank=True, related_name="+")
    role = models.CharField(max_length=24, choices=Role.choices, blank=True)
    kind = models.CharField(max_length=20, choices=DocumentKind.choices)
    format = models.CharField(max_length=8, choices=DocumentFormat.choices)
    language = models.CharField(max_length=10)
    cycle = models.ForeignKey(ReportingCycle, models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=8, choices=JobState.choices, default=JobState.WAITING)
    progress = models.PositiveSmallIntegerField(default=0, help_text="Per cent.")
    reason = models.CharField(max_length=12, choices=Unmade.choices, blank=True)
    said = models.TextField(blank=True, help_text="The words of whoever could not make it.")
    tries = models.PositiveSmallIntegerField(default=0)
    lease_token = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    reach = models.CharField(max_length=64, blank=True)
    read_from = models.DateTimeField(null=True, blank=True)
    file = models.FileField(
        upload_to=random_place, storage=evidence_storage, blank=True, max_length=200
    )
    size = models.PositiveBigIntegerField(null=True, blank=True, help_text="Bytes.")
    sha256 = models.CharField(max_length=64, blank=True)
    version = models.PositiveIntegerField(default=1)
    ordered_at = models.DateTimeField(auto_now_add=True)
    ready_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)

    objects = ExportJobQuerySet.as_manager()

    class Meta:
        ordering = ["-ordered_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=DocumentKind.values, state__in=JobState.values),
                name="export_job_codes_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    *(Q(kind=kind, format__in=formats) for kind, formats in FORMATS.items()),
                    _connector=Q.OR,
                ),
                name="export_job_format_of_its_kind",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=OF_ONE_MEMBER) ^ Q(member__isnull=True),
                name="export_job_member_where_it_is_of_one",
            ),
            models.CheckConstraint(
                condition=Q(seat__isnull=False) ^ Q(role=""),
                name="export_job_seat_with_its_role",
            ),
            models.CheckConstraint(
                condition=Q(seat__isnull=False) | Q(kind=DocumentKind.COUNTRY_REPORT),
                name="export_job_public_only_if_a_country_report",
            ),
            models.CheckConstraint(
                condition=Q(progress__lte=100), name="export_job_progress_in_per_cent"
            ),
            models.CheckConstraint(
                condition=Q(state=JobState.MAKING, lease_token__isnull=False)
                & Q(lease_until__isnull=False, read_from__isnull=False)
                | ~Q(state=JobState.MAKING) & Q(lease_token__isnull=True, lease_until__isnull=True),
                name="export_job_being_made_has_a_lease",
            ),
            models.CheckConstraint(
                condition=~Q(state=JobState.READY)
                | Q(ready_at__isnull=False, expires_at__gt=F("ready_at"), read_from__isnull=False)
                & Q(size__isnull=False)
                & ~Q(sha256=""),
                name="export_job_ready_says_what_and_how_long",
            ),
            models.CheckConstraint(
                condition=Q(state=JobState.READY) | Q(file="", size__isnull=True, sha256=""),
                name="export_job_file_only_if_ready",
            ),
            models.CheckConstraint(
                condition=Q(state=JobState.FAILED) ^ Q(reason=""),
                name="export_job_failed_with_a_reason",
            ),
            models.UniqueConstraint(
                fields=["seat", "kind", "format", "language", "cycle", "member"],
                condition=Q(state__in=OPEN_STATES),
                nulls_distinct=False,
                name="export_job_open_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["ordered_at", "id"],
                condition=Q(state__in=OPEN_STATES),
                name="export_job_due",
            ),
            models.Index(fields=["seat", "-ordered_at"], name="export_job_of_a_seat"),
            models.Index(
                fields=["member", "cycle", "format", "language"],
                condition=Q(seat__isnull=True),
                name="export_job_public",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def is_expired(self) -> bool:
        """True once its file may not be fetched any more, whether it is deleted yet or not."""
        return self.expires_at is not None and self.expires_at <= timezone.now()

    @property
    def content_type(self) -> str:
        return CONTENT_TYPES[self.format]

    @property
    def file_name(self) -> str:
        """Under which name it is saved: what, of whom, of which cycle, in which language."""
        what = [self.kind.replace("_", "-"), self.cycle.code, self.language]
        if self.member is not None:
            what.insert(1, self.member.code)
        return f"{'-'.join(what)}.{self.format}"

    @property
    def why(self) -> str:
        """Why it was not made, in the reader's language; what its maker said, in theirs."""
        return self.said or (str(Unmade(self.reason).label) if self.reason else "")
