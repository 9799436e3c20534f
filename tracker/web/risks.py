"""A warning on the next page: where what was saved looks as if somebody could be found by it, or
where the published copy of a file will not be what its sender expects."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from tracker.cleaning import leaves_blank
from tracker.models.stored_file import StoredFile
from tracker.queries.findings_people import warnings_about


def warn_of_traces(request: HttpRequest, texts: Iterable[str]) -> None:
    """Only who saved the words reads the warning, and it holds none of them."""
    for sentence in warnings_about(texts):
        messages.warning(request, sentence)


def warn_of_file(request: HttpRequest, row: StoredFile) -> None:
    """What the sender of a file should know of the copy that is published of it."""
    if row.names_author:
        said = _(
            "This PDF says in its properties who made it, and it is published as it is. If nobody "
            "should read that, print it to a new PDF and replace it."
        )
        messages.warning(request, said)
    with row.file.open("rb") as content:
        if leaves_blank(row.content_type, content):
            said = _(
                "A picture in this file is damaged. The published copy shows a blank in its place: "
                "if the picture matters, put it in anew and send the file again."
            )
            messages.warning(request, said)
