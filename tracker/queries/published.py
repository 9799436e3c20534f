"""What public pages read: the published edition and nothing else, whoever is looking."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts.actor import PUBLIC, Actor
from tracker.models import Report, ReportingCycle
from tracker.models.content import ContentQuerySet, MemberContent
from tracker.models.report import ReportQuerySet

Content = TypeVar("Content", bound=MemberContent)


def published_to(model: type[Content], actor: Actor) -> ContentQuerySet:
    """Frozen copies this reader may see: public ones, and network ones for whoever holds a seat.

    A member's own people read the same here as everybody else: `visible_to` would show them their
    working rows, and a public page must never look further along than it is.
    """
    rows: ContentQuerySet = model.objects.published()  # type: ignore[attr-defined]
    return rows.filter(rows.open_to(actor))


def published_reports() -> ReportQuerySet:
    """Reports that are published and not withdrawn."""
    return Report.objects.visible_to(PUBLIC)


def cycles() -> list[ReportingCycle]:
    """All cycles, latest meeting first, each knowing whether anything of it is published
    (`has_published`)."""
    found = published_reports().filter(cycle=OuterRef("pk"))
    return list(ReportingCycle.objects.annotate(has_published=Exists(found)))


def cycle_to_show(among: list[ReportingCycle]) -> ReportingCycle | None:
    """The cycle a reader is shown unless they choose one: the latest published, else the latest
    that is open, else the latest there is."""
    current = (c for c in among if c.state == "open")
    return latest_published(among) or next(current, None) or next(iter(among), None)


def latest_published(among: list[ReportingCycle]) -> ReportingCycle | None:
    """The latest cycle whose agreed set is out; while there is none, the latest of which
    anything is published.

    The first reports of a running cycle say little about a hundred members, and much that is
    not true: until its set is out, the cycle before is the picture.
    """
    published = [c for c in among if c.has_published]  # type: ignore[attr-defined]
    today = timezone.now().date()
    complete = (c for c in published if c.publishes_on <= today)
    return next(complete, None) or next(iter(published), None)
