from __future__ import annotations

import json
from typing import Any

import pghistory
from django.db import models
from django.db.models import Q

from .cycle import ReportingCycle


class Dataset(models.TextChoices):
    """The files of a snapshot, in the order in which their rows are sealed. A snapshot has those
    that its header names: earlier ones have fewer. A further one goes to the end."""

    ENTRIES = "entries"
    EVIDENCE = "evidence"
    BUDGET_LINES = "budget-lines"
    BUDGET_FIGURES = "budget-figures"
    PLANS = "plans"
    ACTIONS = "actions"
    INDICATORS = "indicators"
    MEASUREMENTS = "measurements"


@pghistory.track(pghistory.InsertEvent(), exclude=["header"])
class Snapshot(models.Model):
    """What everybody could read of a cycle at a moment, frozen under a code that can be cited.

    `header` is canonical JSON; `sha256` is over it and the hash of every row, in order, so that it
    holds also where a row was taken back since. PostgreSQL refuses every change and removal.
    """

    cycle = models.ForeignKey(ReportingCycle, models.PROTECT, related_name="snapshots")
    number = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=30, unique=True)
    sealed_at = models.DateTimeField()
    sealed_by = models.ForeignKey(
        "accounts.Appointment", models.PROTECT, null=True, blank=True, related_name="+"
    )
    header = models.TextField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["-cycle__meeting_on", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "number"], name="snapshot_number_once"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def said(self) -> dict[str, Any]:
        return json.loads(self.header)  # type: ignore[no-any-return]


class SnapshotRow(models.Model):
    """A public row as it was sealed. Taken back, it keeps its hash and loses its words for ever: no
    hash can be guessed from, since each was salted with a random number that goes too."""

    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="rows")
    dataset = models.CharField(max_length=16, choices=Dataset.choices)
    position = models.PositiveIntegerField()
    member = models.ForeignKey("accounts.Member", models.PROTECT, related_name="+")
    public_id = models.UUIDField()
    text = models.TextField(blank=True)
    nonce = models.CharField(max_length=32, blank=True)
    sha256 = models.CharField(max_length=64)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["snapshot", "dataset", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["snapshot", "dataset", "position"], name="snapshot_row_position_once"
            ),
            models.UniqueConstraint(
                fields=["snapshot", "dataset", "public_id"], name="snapshot_row_once"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) & ~Q(text="") & ~Q(nonce="")
                | Q(withdrawn_at__isnull=False, text="", nonce=""),
                name="snapshot_row_withdrawn_has_no_words",
            ),
        ]
        indexes = [
            models.Index(fields=["member", "dataset"], name="snapshot_row_member"),
            models.Index(
                fields=["snapshot", "dataset"],
                condition=Q(withdrawn_at__isnull=False),
                name="snapshot_row_withdrawn",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.snapshot_id} {self.dataset} {self.position}"
