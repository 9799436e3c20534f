"""The line of the inbox by which whoever ordered a document and went away hears of it. Written by
the verb that ends a job, in its transaction; it goes once there is nothing left to do about it."""

from __future__ import annotations

import datetime as dt

from tracker.document_enums import JobState
from tracker.models import ExportJob, Notice
from tracker.notices import document
from tracker.queries.inbox import DOCUMENT, of_documents, subject_of

from . import inbox


def tell(job: ExportJob) -> None:
    """To the seat that ordered it: it is ready, or could not be made. Nobody hears of what is made
    for everybody, nor of what was ordered at a seat that has ended since."""
    if job.seat is None or not job.seat.is_current():
        return
    subject = subject_of(job)
    # A job that is made again has another version: it is told again.
    inbox.say(job.seat, subject, DOCUMENT, f"{subject}:{job.version}", document.told_of(job))


def clear(job: ExportJob) -> None:
    """It was fetched, removed or ordered anew."""
    inbox.clear_resolved([subject_of(job)], ())


def clear_over(at: dt.datetime) -> None:
    """Clears the lines of documents that have expired, or of which no row is left. Two queries,
    and one more where there are any."""
    standing = Notice.objects.filter(rule=DOCUMENT, cleared_at__isnull=True)
    told = of_documents(standing.only("subject", "rule"))
    jobs = ExportJob.objects.filter(public_id__in=told.values())
    live = jobs.exclude(state=JobState.READY, expires_at__lte=at)
    inbox.clear_resolved(told.keys() - {subject_of(job) for job in live.only("public_id")}, ())
