"""Writers of documents for tests of how documents are made: what they write is a line for each
answer that the reader may read."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _

from accounts.actor import Actor
from tracker.documents.order import NotMade, Order, Progress
from tracker.models import ProgressEntry

HERE = __name__
NOTHING = "There is nothing to write."


def write(actor: Actor, order: Order, out: IO[bytes], progress: Progress) -> None:
    """One line for each answer of the cycle, of the member or of all."""
    rows = ProgressEntry.objects.visible_to(actor).filter(report__cycle=order.cycle)
    if order.member is not None:
        rows = rows.filter(member=order.member)
    texts = [row.narrative for row in rows.order_by("pk") if row.narrative]
    progress(50)
    if not texts:
        raise NotMade(_(NOTHING))
    out.write("\n".join([order.language, *texts]).encode())
    progress(100)
    _stall()


def _stall() -> None:
    """In a process of its own: waits, once the file is written, while the named file is there."""
    while (name := os.environ.get("STALL")) and Path(name).exists():
        time.sleep(0.05)
