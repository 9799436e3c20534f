"""A warning on the next page where what was saved looks as if somebody could be found by it."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest

from tracker.queries.findings_people import warnings_about


def warn_of_traces(request: HttpRequest, texts: Iterable[str]) -> None:
    """Only who saved the words reads the warning, and it holds none of them."""
    for sentence in warnings_about(texts):
        messages.warning(request, sentence)
