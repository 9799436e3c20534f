"""Ordered documents, and whether what stands in one may still be given.

The history says so: each table of events is asked for what was removed, narrowed or put under
embargo since the moment that the document was read from. Why so: docs/decisions/0027.
"""

from __future__ import annotations

import hashlib
import json
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.actor import PUBLIC, Actor
from accounts.enums import LEADING_ROLES, Role
from tracker.enums import Audience, Confidentiality, Edition
from tracker.models import (
    Action,
    Assignment,
    BudgetFigure,
    BudgetLine,
    CivilSocietyView,
    Evidence,
    ExportJob,
    Indicator,
    Measurement,
    Plan,
    ProgressEntry,
)
from tracker.models.content import OWN_READERS

MODELS: tuple[type[Model], ...] = (
    ProgressEntry,
    Evidence,
    BudgetLine,
    BudgetFigure,
    Plan,
    Action,
    Indicator,
    Measurement,
)
# Restricted rows stand in no file, and nothing may betray that there are any.
CLASSES = tuple(c for c in Confidentiality.values if c != Confidentiality.RESTRICTED)


def jobs_of(actor: Actor) -> QuerySet[ExportJob]:
    """What the active seat ordered, the latest first."""
    return ExportJob.objects.visible_to(actor).select_related("cycle", "member", "seat__user")


def public_job(member_id: int, cycle_id: int, format: str, language: str) -> QuerySet[ExportJob]:
    """The shared jobs of a public country report, the latest first."""
    rows = ExportJob.objects.select_related("cycle", "member").filter(seat__isnull=True)
    return rows.filter(member_id=member_id, cycle_id=cycle_id, format=format, language=language)


def reach_of(actor: Actor) -> str:
    """A digest of what decides which rows a seat reads, apart from the rows themselves."""
    asked: list[int] = []
    if actor.has_role(Role.CONTRIBUTOR):
        rows = Assignment.objects.visible_to(actor).filter(appointment=actor.seat)
        asked = sorted(rows.order_by().values_list("pk", flat=True))
    facts = [actor.role, actor.member_id, sorted(actor.reviewed_member_ids), asked]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()


def taken_back(actor: Actor, jobs: QuerySet[ExportJob]) -> set[int]:
    """Keys of those of the actor's jobs of whose rows any was removed, shown to fewer or put under
    embargo since they were read. One query, whatever their number."""
    told = [_less_open(actor, model) for model in MODELS] + [_silenced(actor)]
    back = reduce(or_, (Q(Exists(rows)) for rows in told))
    return set(jobs.order_by().filter(back).values_list("pk", flat=True))


def republished(job: ExportJob) -> bool:
    """True where anything that everybody reads of the job's member changed since it was read."""
    since = Q(pgh_created_at__gte=job.read_from, member=job.member_id)
    spoken = _events(CivilSocietyView).filter(since, audience=Audience.PUBLIC)
    rows = [_events(model).filter(since, edition=Edition.PUBLISHED) for model in MODELS]
    return any(found.exists() for found in [spoken, *rows]) or bool(
        taken_back(PUBLIC, ExportJob.objects.filter(pk=job.pk))
    )


def _events(model: type[Model]) -> QuerySet[Any]:
    return model.pgh_event_model._default_manager.all()  # type: ignore[attr-defined, no-any-return]


def _since(model: type[Model]) -> QuerySet[Any]:
    """Events since a job was read, of its member or, for a pack, of all."""
    rows = _events(model).filter(
        pgh_created_at__gte=OuterRef("read_from"),
        member=Coalesce(OuterRef("member"), F("member")),
    )
    return rows.order_by()


def _was(model: type[Model], column: str) -> Subquery:
    """What a column said before an event."""
    before = _events(model).filter(pgh_obj_id=OuterRef("pgh_obj_id"), pgh_id__lt=OuterRef("pgh_id"))
    return Subquery(before.order_by("-pgh_id").values(column)[:1])


def _less_open(actor: Actor, model: type[Model]) -> QuerySet[Any]:
    """Rows that stood open to the actor and are gone, narrower, or under embargo now."""
    shared = [Confidentiality.PUBLIC]
    if actor.is_signed_in:
        shared.append(Confidentiality.NETWORK)
    home = set(actor.reviewed_member_ids)
    if actor.has_role(*OWN_READERS, Role.CONTRIBUTOR) and actor.member_id is not None:
        home.add(actor.member_id)
    mine = Q(edition=Edition.WORKING, member__in=home)
    gone = Q(pgh_label="delete", edition=Edition.PUBLISHED, confidentiality__in=shared)
    gone |= Q(pgh_label="delete", confidentiality__in=CLASSES) & mine
    narrower = reduce(
        or_,
        (
            Q(was=was, confidentiality__in=Confidentiality.values[place + 1 :])
            for place, was in enumerate(CLASSES)
        ),
    )
    narrowed = Q(pgh_label="update") & narrower
    rows = _since(model).annotate(was=_was(model, "confidentiality"))
    lost = gone | narrowed & (Q(edition=Edition.PUBLISHED, was__in=shared) | mine)
    if model is BudgetLine:
        rows = rows.annotate(was_until=_was(model, "embargo_until"))
        earlier = Q(was_until__isnull=True) | Q(was_until__lt=F("embargo_until"))
        held = Q(pgh_label="update", embargo_until__gt=timezone.now().date()) & earlier
        lost |= held & mine & Q(confidentiality__in=CLASSES)
    return rows.filter(lost)


def _silenced(actor: Actor) -> QuerySet[Any]:
    """Civil society's views that the actor could read and that their authors took back."""
    known = [Audience.PUBLIC]
    if actor.is_signed_in:
        known.append(Audience.NETWORK)
    if actor.has_role(*LEADING_ROLES, Role.REVIEWER):
        known.append(Audience.MEMBER)
    rows = _since(CivilSocietyView).annotate(was=_was(CivilSocietyView, "audience"))
    narrower = reduce(
        or_,
        (Q(was=was, audience__in=Audience.values[: Audience.values.index(was)]) for was in known),
    )
    return rows.filter(Q(pgh_label="delete", audience__in=known) | Q(pgh_label="update") & narrower)
