"""Lines of the inbox, and by which name one is about an ordered document."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.actor import Actor
from tracker.models import ExportJob, Notice

# The rule of lines that no reminder stands behind.
DOCUMENT = "document"
_PREFIX = f"{DOCUMENT}:"


def subject_of(job: ExportJob) -> str:
    return f"{_PREFIX}{job.public_id}"


def key_in(subject: str) -> UUID:
    """The public id of the job that a line is about."""
    return UUID(subject.removeprefix(_PREFIX))


def lines_of(actor: Actor) -> QuerySet[Notice]:
    """A person's lines, of all their seats; those about a document at the seat that ordered it
    alone, since at another one there is no such document."""
    return Notice.objects.filter(Q(seat=actor.seat) | ~Q(rule=DOCUMENT), recipient=actor.user)


def of_documents(lines: Iterable[Notice]) -> dict[str, UUID]:
    """The jobs that lines are about, by subject."""
    return {line.subject: key_in(line.subject) for line in lines if line.rule == DOCUMENT}
