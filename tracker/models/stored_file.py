from __future__ import annotations

import uuid
from typing import Any

from django.core.files.storage import Storage, storages
from django.db import models


def evidence_storage() -> Storage:
    return storages["evidence"]


def random_name(row: Any, filename: str) -> str:
    """Where a file lies: the member's folder and a random name. The given name is data only."""
    return f"{row.member.code}/{uuid.uuid4().hex}"


class StoredFile(models.Model):
    """What a row with a file knows of it. The file lies in private storage under a random name and
    is served only after a permission check.

    The published copy has a file of its own, cleaned of who made it and where; `sha256` is that
    of the row's own file, and `original_sha256` of a published copy that of the file it was made
    from. `added_by` is the seat whose room it takes.
    """

    file = models.FileField(
        upload_to=random_name, storage=evidence_storage, blank=True, max_length=200
    )
    file_name = models.CharField(max_length=255, blank=True, help_text="As the sender named it.")
    content_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveBigIntegerField(null=True, blank=True, help_text="Bytes.")
    sha256 = models.CharField(max_length=64, blank=True)
    original_sha256 = models.CharField(max_length=64, blank=True)
    names_author = models.BooleanField(
        default=False, help_text="A PDF whose own data name somebody; it is published as it is."
    )
    added_by = models.ForeignKey(
        "accounts.Appointment", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        abstract = True
