"""What whoever ordered a document is told of it, in the inbox alone: its kind, its member and its
cycle, never a word of what stands in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracker.models import ExportJob
from tracker.queries.due.seats import zone_name

from .told import Told

# One sentence for each kind: to put its name into a common one would break in other languages.
SENTENCES: dict[str, Promise] = {
    "country_report_ready": _(
        "Your document is ready: country report of %(member)s for %(cycle)s, %(format)s, kept "
        "until %(due)s"
    ),
    "meeting_pack_ready": _(
        "Your document is ready: meeting pack for %(cycle)s, %(format)s, kept until %(due)s"
    ),
    "annual_pack_ready": _(
        "Your document is ready: annual pack for %(cycle)s, %(format)s, kept until %(due)s"
    ),
    "country_report_failed": _(
        "Your document could not be made: country report of %(member)s for %(cycle)s, %(format)s"
    ),
    "meeting_pack_failed": _(
        "Your document could not be made: meeting pack for %(cycle)s, %(format)s"
    ),
    "annual_pack_failed": _(
        "Your document could not be made: annual pack for %(cycle)s, %(format)s"
    ),
}


def told_of(job: ExportJob) -> Told:
    """What is said of a person's job that is ready or has failed. No query where its seat, cycle
    and member are loaded."""
    facts = {
        "document": str(job.public_id),
        "cycle": job.cycle.code,
        "format": job.format.upper(),
    }
    if job.member is not None:
        facts["member"] = job.member.code
    if job.expires_at is not None and job.seat is not None:
        # The day that its page shows them.
        zone = ZoneInfo(zone_name(job.seat.user, job.seat.member))
        facts["due"] = job.expires_at.astimezone(zone).date().isoformat()
    return Told(f"{job.kind}_{job.state}", facts)


def url(code: str, facts: Mapping[str, Any]) -> str:
    """Where it stands in the list: to download, or to have it tried again."""
    return f"{reverse('tracker:document-list')}#job-{facts['document']}"
