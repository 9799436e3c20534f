"""The files of the published edition: cleaned copies, and gone as soon as nothing names them."""

from __future__ import annotations

import functools
import tempfile
import uuid
from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from tracker.cleaning import clean, is_cleaned
from tracker.enums import EvidenceForm
from tracker.filecheck import Refusal
from tracker.models import Evidence, Report

from .errors import IllegalMove
from .evidence import discard_file
from .files import digest_of

IN_MEMORY = 1024 * 1024
Facts = dict[str, object]
P = ParamSpec("P")
R = TypeVar("R")
Act = Callable[Concatenate[Report, P], R]


def keeps_files_clean(act: Act[P, R]) -> Act[P, R]:
    """Around an act that changes a member's published edition: behind it every published file is a
    cleaned copy, and the copies that nobody reads any more go once the transaction holds."""

    @functools.wraps(act)
    def acting(report: Report, *args: P.args, **kwargs: P.kwargs) -> R:
        before = {row.public_id: row for row in _published(report.member_id)}
        answer = act(report, *args, **kwargs)
        for row in _published(report.member_id):
            _settle(row, before.get(row.public_id))
        for row in before.values():
            _discard_later(row)
        return answer

    return acting


def _published(member_id: int) -> list[Evidence]:
    rows = Evidence.objects.published().filter(member=member_id, form=EvidenceForm.FILE)
    return list(rows.select_related("member"))


def _settle(row: Evidence, before: Evidence | None) -> None:
    """The file of a copy is cleaned, or is the one that was made of the same file before."""
    if not is_cleaned(row.content_type) or row.original_sha256:
        return
    if before is not None and before.original_sha256 == row.sha256:
        facts: Facts = {"file": before.file.name, "size": before.size, "sha256": before.sha256}
    else:
        facts = _cleaned(row)
    Evidence.internal.filter(pk=row.pk).update(original_sha256=row.sha256, **facts)


def _cleaned(row: Evidence) -> Facts:
    """Stores a cleaned copy under a name of its own. A file that cannot be cleaned is not
    published, and with it the report: its member has to hear of it."""
    with tempfile.SpooledTemporaryFile(IN_MEMORY) as made:
        try:
            with row.file.open("rb") as source:
                clean(row.content_type, source, made)
        except (Refusal, FileNotFoundError) as error:
            raise IllegalMove(
                _(
                    "A file cannot be cleaned for publication: %(title)s. "
                    "Return the report, so that its member sends the file again or as PDF."
                )
                % {"title": row.title}
            ) from error
        facts: Facts = {"sha256": digest_of(made), "size": made.tell()}
        made.seek(0)
        name = row.file.storage.save(f"{row.member.code}/{uuid.uuid4().hex}", File(made))
    # Of a transaction that fails later it stays without a row, for the sweep.
    return {"file": name, **facts}


def _discard_later(row: Evidence) -> None:
    name, storage = str(row.file.name), row.file.storage
    transaction.on_commit(lambda: discard_file(name, storage))
