"""The files of the published edition: cleaned copies, and gone as soon as nothing names them."""

from __future__ import annotations

import functools
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Concatenate, ParamSpec, TypeVar

from django.core.files.base import File
from django.utils.translation import gettext as _

from tracker.cleaning import clean, is_cleaned
from tracker.filecheck import Refusal
from tracker.models import Report

from .errors import IllegalMove
from .files import digest_of
from .quotas import HOLDERS
from .stored_files import Holder, discard_later

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
        with files_clean(report.member_id):
            return act(report, *args, **kwargs)

    return acting


@contextmanager
def files_clean(member_id: int) -> Iterator[None]:
    """The same round a block, of one member."""
    before = {row.public_id: row for row in _published(member_id)}
    yield
    for row in _published(member_id):
        _settle(row, before.get(row.public_id))
    for row in before.values():
        discard_later(row.file.name, row.file.storage)


def _published(member_id: int) -> list[Holder]:
    found: list[Holder] = []
    for model in HOLDERS:
        rows = model.objects.published().filter(member=member_id).exclude(file="")
        found += rows.select_related("member")
    return found


def _settle(row: Holder, before: Holder | None) -> None:
    """The file of a copy is cleaned, or is the one that was made of the same file before."""
    if not is_cleaned(row.content_type) or row.original_sha256:
        return
    if before is not None and before.original_sha256 == row.sha256:
        facts: Facts = {"file": before.file.name, "size": before.size, "sha256": before.sha256}
    else:
        facts = _cleaned(row)
    type(row).internal.filter(pk=row.pk).update(original_sha256=row.sha256, **facts)


def _cleaned(row: Holder) -> Facts:
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
