"""What a reader may know of reports. The people of a member and its assigned reviewers see where
a report stands; to everybody else it is published, and how it came there is not told."""

from __future__ import annotations

from django.db.models import (
    Case,
    CharField,
    Count,
    DateTimeField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from accounts.actor import Actor
from accounts.enums import MemberKind, Role
from tracker.enums import Edition, ReportState, Status
from tracker.models import ProgressEntry, Report
from tracker.models.content import OWN_READERS

from .asked import addressee_of

_INSIDE = (*OWN_READERS, Role.CONTRIBUTOR)


def of_insiders(actor: Actor) -> Q:
    """The reports whose inner state this actor may know, as a filter on what is visible."""
    if actor.has_role(*_INSIDE):
        return Q(member=actor.member_id)
    if actor.has_role(Role.REVIEWER):
        return Q(member__in=actor.reviewed_member_ids, submitted_at__isnull=False)
    return Q(pk__in=[])


def is_insider(actor: Actor, report: Report) -> bool:
    """The same answer for one report."""
    if actor.has_role(*_INSIDE):
        return report.member_id == actor.member_id
    return report.submitted_at is not None and report.member_id in actor.reviewed_member_ids


def hears_reviewers(actor: Actor) -> bool:
    """Contributors write their part and have no share in what reviewers and clearing officers
    say to the member."""
    return not actor.has_role(Role.CONTRIBUTOR)


def reports_as_shown(actor: Actor) -> QuerySet[Report]:
    """The reports an actor may read, with what is shown of each: `shown_state`, `shown_at` (last
    change, or publication for outsiders), `asked` and `answered` (numbers of answers; what the
    actor cannot read is not counted)."""
    inside = of_insiders(actor)
    return (
        Report.objects.visible_to(actor)
        .select_related("member", "cycle")
        .annotate(
            shown_state=Case(
                When(inside, then=F("state")),
                default=Value(ReportState.PUBLISHED.value),
                output_field=CharField(),
            ),
            shown_at=Case(
                When(inside, then=F("updated_at")),
                default=F("published_at"),
                output_field=DateTimeField(),
            ),
            asked=_number(_asked(ProgressEntry.internal.filter(edition=Edition.WORKING))),
            answered=_number(
                _asked(ProgressEntry.objects.visible_to(actor))
                .filter(confirmed=True)
                .exclude(status=Status.NOT_REPORTED)
            ),
        )
    )


def is_asked() -> Q:
    """Answers to recommendations that are addressed to members of the answering kind."""
    asked = Q()
    for kind in MemberKind.values:
        asked |= Q(member__kind=kind, recommendation__addressed_to__contains=[addressee_of(kind)])
    return asked


def _asked(entries: QuerySet) -> QuerySet:
    return entries.filter(is_asked(), report=OuterRef("pk"))


def _number(entries: QuerySet) -> Coalesce:
    counted = entries.order_by().values("report").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def reports_withdrawn_from(actor: Actor) -> QuerySet[Report]:
    """Reports that were published, were withdrawn since, and that this actor sees no more: all
    there is to tell of them is that they are gone."""
    seen = Report.objects.visible_to(actor).filter(pk=OuterRef("pk"))
    once_published = Report.objects.unscoped().filter(
        published_at__isnull=False, withdrawn_at__isnull=False
    )
    return once_published.exclude(Exists(seen))
