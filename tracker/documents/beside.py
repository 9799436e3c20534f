"""Saying how far a document is while its rows are read in one snapshot."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from django.db import connections

from .order import Progress


@contextmanager
def said_beside(progress: Progress) -> Iterator[Progress]:
    """The same progress, said on a connection of its own: what is written inside the transaction
    that holds a snapshot is seen by nobody before it ends. Each per cent is said once; what saying
    it raises is raised here."""
    last = -1
    with ThreadPoolExecutor(1) as thread:

        def say(per_cent: int) -> None:
            nonlocal last
            if per_cent > last:
                last = per_cent
                thread.submit(progress, per_cent).result()

        try:
            yield say
        finally:
            # Connections belong to their thread.
            thread.submit(connections.close_all).result()
