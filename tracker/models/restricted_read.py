from __future__ import annotations

import uuid

import pgtrigger
from django.db import models

from accounts.models import Appointment, Member


class RestrictedRead(models.Model):
    """Somebody opened a row that is for named people only: from which seat, which row, when.
    Written once and never changed; it holds ids, never names or words."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40, help_text="The model of the row, such as Evidence.")
    row = models.UUIDField(default=uuid.uuid4, help_text="Its public id.")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["member", "-at"], name="restricted_read_newest")]
        triggers = [
            pgtrigger.Protect(
                name="append_only",
                operation=pgtrigger.Update | pgtrigger.Delete,
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.row}"
