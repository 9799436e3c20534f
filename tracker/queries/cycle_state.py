"""How far the reports of a cycle have come, Network-wide: numbers only, no member is named."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from tracker.models import Report, ReportingCycle

from .coverage import Share


@dataclass(frozen=True)
class Progress:
    """Of the members that have a report: how many submitted, were accepted, are published."""

    submitted: Share
    accepted: Share
    published: Share
    late: int


def progress_of(cycle: ReportingCycle) -> Progress:
    """One query."""
    rows = Report.objects.unscoped().filter(cycle=cycle)
    found = rows.aggregate(
        every=Count("pk"),
        submitted=Count("pk", filter=Q(submitted_at__isnull=False)),
        accepted=Count("pk", filter=Q(accepted_at__isnull=False)),
        published=Count("pk", filter=Q(published_at__isnull=False, withdrawn_at__isnull=True)),
        late=Count("pk", filter=Q(is_late=True)),
    )
    of = found["every"]
    return Progress(
        Share(found["submitted"], of),
        Share(found["accepted"], of),
        Share(found["published"], of),
        found["late"],
    )
