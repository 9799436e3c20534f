"""Documents that are ordered, made by whoever claims them, fetched, and thrown away.

What is due waits in PostgreSQL: a job is claimed with a lease and a token, by the database's clock
alone, and every later write names the token. Whoever is killed leaves a lease that ends. The file
is stored before its row says so; a file without a row is the sweep's.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import connection, transaction
from django.db.models import F, Q
from django.db.models.functions import Greatest, Now
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actor import PUBLIC, SYSTEM, Actor
from accounts.models import Member
from tracker import rules
from tracker.document_enums import (
    FORMATS,
    LANGUAGES,
    OF_ONE_MEMBER,
    DocumentKind,
    JobState,
    Unmade,
)
from tracker.models import ExportJob, ReportingCycle
from tracker.queries.clock import unseen_since
from tracker.queries.export_jobs import public_job, reach_of, republished, taken_back
from tracker.wakeup import MAKE, after_commit_wake

from . import document_lines
from .errors import Conflict, Gone, IllegalMove, NoLonger, TooMany, require
from .files import digest_of
from .saving import recorded
from .stored_files import discard_later

TRIES = 3
MOST_OF_A_SEAT, MOST_OF_EVERYBODY = 3, 30
# Longer than any task of the worker may take.
LEASE = dt.timedelta(seconds=settings.DOCUMENT_LEASE_SECONDS)
LIVES = dt.timedelta(days=7)
# How long a row without a file still tells what was ordered, and can be made again.
KEPT = dt.timedelta(days=30)
# What could not be made for everybody is tried again after this, for whoever asks then.
PAUSE = dt.timedelta(minutes=10)
# The first half of an advisory lock's key; the second is the seat, 0 for everybody.
_LOCK = 0x4A4F4253
_FREE: dict[str, Any] = {"lease_token": None, "lease_until": None}
_NO_FILE: dict[str, Any] = {
    "file": "",
    "size": None,
    "sha256": "",
    "reach": "",
    "ready_at": None,
    "expires_at": None,
}


class Lost(Exception):
    """The job is held by somebody else by now, or gone: its maker stops."""


def order(
    actor: Actor,
    kind: str,
    format: str,
    language: str,
    cycle: ReportingCycle,
    member: Member | None = None,
) -> ExportJob:
    """A document for the active seat, to be made by a worker. What waits already in the same words
    is not ordered twice: it comes back.

    Raises ValidationError (kind, format, language, member), NotAllowed, or IllegalMove where as
    many as may wait do.
    """
    _check(kind, format, language, member)
    require(rules.may_order_document(actor, kind))
    what = {"kind": kind, "format": format, "language": language, "cycle": cycle, "member": member}
    with recorded(actor, "export_jobs.order"):
        _one_at_a_time(actor)
        if standing := ExportJob.objects.visible_to(actor).open().filter(**_same(what)).first():
            return standing
        _require_room(actor)
        job = ExportJob.objects.create(seat=actor.seat, role=actor.role or "", **what)
        after_commit_wake(MAKE)
    return job


def for_everybody(member: Member, cycle: ReportingCycle, format: str, language: str) -> ExportJob:
    """The public country report of a member: the file that stands, if nothing public of the member
    changed since, or the job that makes it. Raises ValidationError, or TooMany."""
    _check(DocumentKind.COUNTRY_REPORT, format, language, member)
    if (standing := current(member, cycle, format, language)) is not None:
        return standing
    with recorded(PUBLIC, "export_jobs.order"):
        _one_at_a_time(PUBLIC)
        if (standing := current(member, cycle, format, language)) is not None:
            return standing
        if ExportJob.objects.open().filter(seat__isnull=True).count() >= MOST_OF_EVERYBODY:
            raise TooMany(_("Many documents are being made just now. Try again in a minute."))
        job = ExportJob.objects.create(
            kind=DocumentKind.COUNTRY_REPORT,
            format=format,
            language=language,
            cycle=cycle,
            member=member,
        )
        after_commit_wake(MAKE)
    return job


def current(member: Member, cycle: ReportingCycle, format: str, language: str) -> ExportJob | None:
    """The job of a public country report that answers whoever asks for it now, if there is one."""
    job = public_job(member.pk, cycle.pk, format, language).first()
    if job is None or job.is_open:
        return job
    if job.state == JobState.FAILED:
        return job if job.ordered_at > timezone.now() - PAUSE else None
    return None if job.is_expired or not job.file or republished(job) else job


def claim() -> ExportJob | None:
    """The next job that waits, under a new token and lease: people's before those for everybody,
    in the order they came. One that somebody else holds is passed over. First frees what its
    maker, killed, left behind; the third time it is not tried again."""
    with transaction.atomic():
        _settle_expired()
        waiting = ExportJob.objects.filter(state=JobState.WAITING)
        waiting = waiting.alias(is_public=Q(seat__isnull=True))
        waiting = waiting.order_by("is_public", "ordered_at", "id")
        found = waiting.select_for_update(skip_locked=True).values_list("pk", flat=True).first()
        if found is None:
            return None
        ExportJob.objects.filter(pk=found).update(
            state=JobState.MAKING,
            lease_token=uuid.uuid4(),
            lease_until=Now() + LEASE,
            read_from=unseen_since(),
            tries=F("tries") + 1,
            progress=0,
        )
        return ExportJob.objects.select_related(
            "cycle", "member", "seat__user", "seat__member"
        ).get(pk=found)


def say_progress(job: ExportJob, per_cent: int) -> None:
    """How far the maker is, never backwards; the lease begins anew. Raises Lost."""
    share = max(0, min(per_cent, 100))
    if not _held(job).update(progress=Greatest(F("progress"), share), lease_until=Now() + LEASE):
        raise Lost


def finish(job: ExportJob, actor: Actor, made: IO[bytes]) -> None:
    """Stores what was made, to be fetched for seven days, and tells whoever ordered it. Raises
    Lost: then nothing is kept."""
    sha256, size = digest_of(made), made.seek(0, 2)
    made.seek(0)
    job.file.save(job.file_name, File(made), save=False)
    name, storage = str(job.file.name), job.file.storage
    with transaction.atomic():
        written = _held(job).update(
            state=JobState.READY,
            progress=100,
            file=name,
            size=size,
            sha256=sha256,
            reach=reach_of(actor),
            ready_at=Now(),
            expires_at=Now() + LIVES,
            version=F("version") + 1,
            **_FREE,
        )
        if written:
            job.refresh_from_db(fields=["state", "expires_at"])
            document_lines.tell(job)
    if not written:
        storage.delete(name)
        raise Lost


def fail(job: ExportJob, reason: Unmade, said: str = "") -> None:
    """Says why it was not made, and tells whoever ordered it, who can have it tried again."""
    with transaction.atomic():
        _put_down(_held(job), job, reason, said)


def make_again(actor: Actor, job: ExportJob) -> None:
    """Makes again what was not made, has expired, or may not be given any more. The same job, from
    the beginning, with what the seat reads now. Raises NotAllowed, or IllegalMove."""
    require(rules.may_order_document(actor, job.kind))
    with recorded(actor, "export_jobs.make_again"):
        _one_at_a_time(actor)
        held = _own(actor, job)
        if held.is_open:
            raise IllegalMove(_("It is being made already."))
        if held.state == JobState.READY and why_not(actor, held) == "":
            raise IllegalMove(_("It is ready and can be fetched. Order another for newer data."))
        same: dict[str, Any] = {"kind": held.kind, "format": held.format, "language": held.language}
        same |= {"cycle": held.cycle, "member": held.member}
        if ExportJob.objects.visible_to(actor).open().filter(**_same(same)).exists():
            raise IllegalMove(_("The same document is being made already."))
        _require_room(actor)
        discard_later(held.file.name, held.file.storage)
        document_lines.clear(held)
        ExportJob.objects.filter(pk=held.pk).update(
            state=JobState.WAITING,
            role=actor.role,
            reason="",
            said="",
            tries=0,
            progress=0,
            ordered_at=Now(),
            version=F("version") + 1,
            **_NO_FILE,
        )
        after_commit_wake(MAKE)


def remove(actor: Actor, job: ExportJob, version: int) -> None:
    """Takes an order away, with its file; whoever is making it stops. Raises NotAllowed, Conflict,
    or Gone."""
    require(rules.may_work(actor))
    with recorded(actor, "export_jobs.remove"):
        held = _own(actor, job)
        if held.version != version:
            raise Conflict(held)
        discard_later(held.file.name, held.file.storage)
        document_lines.clear(held)
        held.delete()


def require_fetching(actor: Actor, job: ExportJob) -> None:
    """Whoever fetches a file is asked again whether they may have it, as they and the data are
    now. Raises NotAllowed, IllegalMove (it is not ready) or NoLonger."""
    require(rules.may_have_document(actor, job.kind))
    if job.state != JobState.READY:
        raise IllegalMove(_("This document is not ready. Its state says how far it is."))
    if reason := why_not(actor, job):
        raise NoLonger(reason)


def fetched(actor: Actor, job: ExportJob) -> None:
    """Whoever has the file need not be told of it any more."""
    if actor.seat is not None and actor.seat.pk == job.seat_id:
        document_lines.clear(job)


def unavailable(actor: Actor, jobs: Iterable[ExportJob]) -> dict[int, str]:
    """Why files of the actor's ready jobs are not given any more, by key; nothing of those that
    are."""
    ready = [job for job in jobs if job.state == JobState.READY]
    rows = ExportJob.objects.filter(pk__in=[job.pk for job in ready])
    back = taken_back(actor, rows) if ready else set()
    reach = reach_of(actor) if ready else ""
    found = {job.pk: _why_not(actor, job, reach, job.pk in back) for job in ready}
    return {key: why for key, why in found.items() if why}


def why_not(actor: Actor, job: ExportJob) -> str:
    """The same of one ready job; empty where its file is given."""
    return unavailable(actor, [job]).get(job.pk, "")


def _why_not(actor: Actor, job: ExportJob, reach: str, is_back: bool) -> str:
    if job.is_expired or not job.file:
        return _("It was kept for seven days and is deleted. Make it again.")
    if job.role != actor.role or job.reach != reach:
        return _("Your seat reads other rows now than when this was made. Make it again.")
    if is_back:
        return _("Something it was made from was withdrawn or closed since. Make it again.")
    return ""


def sweep_documents(at: dt.datetime | None = None) -> int:
    """Deletes the files that have expired, and rows that nobody asked for again: of what everybody
    reads at once, of people's after a month. Answers how many files."""
    now = at or timezone.now()
    over = ExportJob.objects.filter(state=JobState.READY, expires_at__lte=now)
    swept = 0
    for job in over.exclude(file=""):
        with transaction.atomic():
            # Made again in the meantime it has another file, or none.
            if over.filter(pk=job.pk, file=job.file.name).update(file=""):
                discard_later(job.file.name, job.file.storage)
                swept += 1
    with recorded(SYSTEM, "export_jobs.sweep"):
        old = Q(expires_at__lte=now - KEPT) | Q(
            state=JobState.FAILED, ordered_at__lte=now - KEPT - LIVES
        )
        public = Q(seat__isnull=True, file="") & (
            Q(expires_at__lte=now) | Q(state=JobState.FAILED, ordered_at__lte=now - LIVES)
        )
        ExportJob.objects.filter(Q(file="") & old | public).delete()
    document_lines.clear_over(now)
    return swept


def _check(kind: str, format: str, language: str, member: Member | None) -> None:
    problems: dict[str, list[str]] = {}
    if kind not in DocumentKind.values:
        problems["kind"] = [_("Choose one of the documents that can be ordered.")]
    elif format not in FORMATS[kind]:
        offered = ", ".join(FORMATS[kind])
        problems["format"] = [_("This document comes as %(formats)s.") % {"formats": offered}]
    if language not in LANGUAGES:
        offered = ", ".join(LANGUAGES)
        problems["language"] = [_("Documents come in %(languages)s.") % {"languages": offered}]
    if kind in OF_ONE_MEMBER and member is None:
        problems["member"] = [_("Choose the member that the report is about.")]
    if kind in DocumentKind.values and kind not in OF_ONE_MEMBER and member is not None:
        problems["member"] = [_("This document is about all members: leave this empty.")]
    if problems:
        raise ValidationError(problems)


def _same(what: dict[str, Any]) -> dict[str, Any]:
    """The same order as a filter: without a member is a value, too."""
    found = {name: value for name, value in what.items() if name != "member"}
    if what["member"] is None:
        return {**found, "member__isnull": True}
    return {**found, "member": what["member"]}


def _one_at_a_time(actor: Actor) -> None:
    """Orders of one seat wait for each other, so that no two pass the limit together."""
    with connection.cursor() as cursor:
        key = actor.seat.pk % 2**31 if actor.seat else 0
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, key])


def _require_room(actor: Actor) -> None:
    if ExportJob.objects.visible_to(actor).open().count() >= MOST_OF_A_SEAT:
        said = _("%(n)s documents of yours are waiting. Order more once one of them is ready.")
        raise IllegalMove(said % {"n": MOST_OF_A_SEAT})


def _own(actor: Actor, job: ExportJob) -> ExportJob:
    """The job as it stands now, until the transaction ends. Raises Gone."""
    rows = ExportJob.objects.visible_to(actor).select_for_update(of=("self",))
    held = rows.select_related("cycle", "member").filter(pk=job.pk).first()
    if held is None:
        raise Gone
    return held


def _held(job: ExportJob) -> Any:
    """The row, if it is still held with the job's token."""
    return ExportJob.objects.filter(pk=job.pk, state=JobState.MAKING, lease_token=job.lease_token)


def _put_down(held: Any, job: ExportJob, reason: Unmade, said: str = "") -> None:
    """Not made, and told; nothing where somebody else holds it by now."""
    failed = {"state": JobState.FAILED, "reason": reason, "said": said}
    if held.update(version=F("version") + 1, **failed, **_FREE):
        job.state = JobState.FAILED
        document_lines.tell(job)


def _settle_expired() -> None:
    lost = ExportJob.objects.select_for_update(skip_locked=True).filter(
        state=JobState.MAKING, lease_until__lt=Now()
    )
    for job in lost:
        held = ExportJob.objects.filter(pk=job.pk)
        if job.tries >= TRIES:
            _put_down(held, job, Unmade.LOST)
        else:
            held.update(state=JobState.WAITING, **_FREE)
