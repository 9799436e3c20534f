"""What stands in the log, and who reads which of it: one source for each table of events."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from accounts.actor import Actor
from accounts.enums import LEADING_ROLES, Role
from accounts.models import (
    ApiToken,
    Appointment,
    AssignedMember,
    HandOver,
    Invitation,
    Member,
    SecondFactorReset,
    User,
)
from tracker.enums import Confidentiality, Edition
from tracker.models import (
    Action,
    ActionServes,
    AnswerReader,
    Assignment,
    BudgetFigure,
    BudgetLine,
    CivilSocietyView,
    DocumentReader,
    Evidence,
    EvidenceLink,
    ExchangeRate,
    ExportJob,
    Indicator,
    IndicatorReader,
    LineReader,
    MailHold,
    MailOrder,
    Measurement,
    Plan,
    PlanReader,
    ProgressEntry,
    ReminderRule,
    Report,
    ReportingCycle,
    ReviewComment,
    Snapshot,
    Submission,
)

# Columns that name a row whose class bears on the event.
OWNERS = ("entry", "progressentry", "line", "action", "plan", "indicator")


@dataclass(frozen=True)
class Source:
    """One table of events. `member`, `recommendation` and `cycle` are paths from an event to what
    it is about, and `seat` to whose it is, empty where there is none; `same` are the columns that
    make two events events of one thing; `hidden` are columns that its own name says already."""

    kind: str
    model: type[Model]
    member: str = ""
    recommendation: str = ""
    cycle: str = ""
    report: str = ""
    same: tuple[str, ...] = ("pgh_obj_id",)
    hidden: tuple[str, ...] = ()
    seat: str = ""
    is_people: bool = False

    @property
    def event(self) -> type[Model]:
        return self.model.pgh_event_model  # type: ignore[attr-defined, no-any-return]

    @property
    def events(self) -> QuerySet[Any]:
        return self.event._default_manager.all()

    @property
    def classes(self) -> list[str]:
        """Paths to every class that bears on an event."""
        found = ["confidentiality"] if self.has("confidentiality") else []
        owners = [name for name in OWNERS if self.has(name)]
        return [*found, *(f"{name}__confidentiality" for name in owners)]

    def has(self, column: str) -> bool:
        return column in {field.name for field in self.event._meta.fields}


SOURCES = (
    Source("report", Report, "member", "", "cycle__code", "pgh_obj_id", hidden=("cycle_id",)),
    Source(
        "answer",
        ProgressEntry,
        "member",
        "recommendation__code",
        "report__cycle__code",
        "report_id",
    ),
    Source(
        "submission",
        Submission,
        "member",
        "",
        "report__cycle__code",
        "report_id",
    ),
    Source("line", BudgetLine, "member", "recommendation__code"),
    Source(
        "figure",
        BudgetFigure,
        "member",
        "line__recommendation__code",
        "report__cycle__code",
        "report_id",
        hidden=("line_id",),
    ),
    Source("document", Evidence, "member"),
    Source("plan", Plan, "member"),
    Source("action", Action, "member", hidden=("plan_id",)),
    Source(
        "served",
        ActionServes,
        "action__member",
        "recommendation__code",
        same=("id",),
        hidden=("action_id",),
    ),
    Source(
        "indicator",
        Indicator,
        "member",
        "",
        "report__cycle__code",
        "report_id",
        hidden=("framework_id",),
    ),
    Source(
        "measurement",
        Measurement,
        "member",
        "",
        "report__cycle__code",
        "report_id",
        hidden=("indicator_id",),
    ),
    Source(
        "link",
        EvidenceLink,
        "progressentry__member",
        "progressentry__recommendation__code",
        "progressentry__report__cycle__code",
        "progressentry__report_id",
        same=("id",),
        hidden=("progressentry_id",),
    ),
    Source(
        "comment",
        ReviewComment,
        "member",
        "entry__recommendation__code",
        "report__cycle__code",
        "report_id",
        hidden=("entry_id",),
    ),
    Source(
        "assignment",
        Assignment,
        "member",
        "entry__recommendation__code",
        "entry__report__cycle__code",
        hidden=("entry_id",),
    ),
    Source("seat", Appointment, "member", seat="pgh_obj_id", is_people=True),
    Source(
        "reviewer",
        AssignedMember,
        "member",
        same=("id",),
        is_people=True,
    ),
    Source(
        "token",
        ApiToken,
        "seat__member",
        same=("seat_id", "created"),
        seat="seat",
        is_people=True,
    ),
    Source("invitation", Invitation, "member", is_people=True),
    Source("hand_over", HandOver, "member", seat="seat", hidden=("seat_id",), is_people=True),
    Source(
        "answer_reader",
        AnswerReader,
        "progressentry__member",
        "progressentry__recommendation__code",
        "progressentry__report__cycle__code",
        same=("id",),
        hidden=("progressentry_id",),
    ),
    Source("plan_reader", PlanReader, "plan__member", same=("id",)),
    Source(
        "indicator_reader",
        IndicatorReader,
        "indicator__member",
        same=("id",),
        hidden=("indicator_id",),
    ),
    Source("document_reader", DocumentReader, "evidence__member", same=("id",)),
    Source(
        "line_reader",
        LineReader,
        "budgetline__member",
        "budgetline__recommendation__code",
        same=("id",),
    ),
    Source(
        "view",
        CivilSocietyView,
        "member",
        "recommendation__code",
        "cycle__code",
        hidden=("cycle_id",),
    ),
    Source("member", Member, "pgh_obj", is_people=True),
    Source("account", User, is_people=True),
    Source(
        "second_factor",
        SecondFactorReset,
        hidden=("asked_by_person_id", "confirmed_by_person_id"),
        is_people=True,
    ),
    Source("cycle", ReportingCycle, cycle="code", is_people=True),
    Source("snapshot", Snapshot, cycle="cycle__code", hidden=("cycle_id",), is_people=True),
    Source("rate", ExchangeRate, is_people=True),
    Source("reminder_rule", ReminderRule, is_people=True),
    Source("mail_hold", MailHold, is_people=True),
    Source("mail_order", MailOrder, "member", hidden=("mail_id",), is_people=True),
    # Who orders what about whom is nobody's business but the administrators'.
    Source("export_job", ExportJob, cycle="cycle__code", hidden=("cycle_id",), is_people=True),
)
# Who is named for what is the member's own affair.
READERS = (AnswerReader, DocumentReader, IndicatorReader, LineReader, PlanReader)
BY_KIND = {source.kind: source for source in SOURCES}


def readable(source: Source, actor: Actor) -> QuerySet[Any] | None:
    """The events of a source that an actor may read; None where that is none of them. Published
    copies are no change of their own: the verbs that make and withdraw them are."""
    rows = source.events
    if source.is_people:
        return _people(source, actor, rows)
    if source.model is CivilSocietyView:
        # The log names who acted. Who spoke for civil society, and when, it tells nobody.
        return None
    if source.model in READERS:
        is_leading = actor.has_role(*LEADING_ROLES)
        return rows.filter(**{source.member: actor.member_id}) if is_leading else None
    if source.has("edition"):
        rows = rows.filter(edition=Edition.WORKING)
    if source.kind == "link":
        rows = rows.filter(progressentry__edition=Edition.WORKING)
    if source.kind == "served":
        rows = rows.filter(action__edition=Edition.WORKING)
    if actor.has_role(*LEADING_ROLES):
        rows = rows.filter(**{source.member: actor.member_id})
        return _sent(actor, rows) if source.kind == "comment" else rows
    if actor.has_role(Role.REVIEWER):
        return _reviewed(source, actor, rows)
    return None


def _people(source: Source, actor: Actor, rows: QuerySet[Any]) -> QuerySet[Any] | None:
    """Seats, keys, members, cycles and snapshots: all of them for administrators; for reviewers and
    a member's leading seats, what concerns seats they may see. Who monitors for civil society is
    hidden there."""
    if actor.has_role(Role.ADMINISTRATOR):
        return rows
    if not source.member:
        is_network = source.model in (ReportingCycle, Snapshot, ExchangeRate, ReminderRule)
        return rows if actor.has_role(Role.REVIEWER) and is_network else None
    if not actor.has_role(*LEADING_ROLES, Role.REVIEWER):
        return None
    members = actor.reviewed_member_ids or {actor.member_id}
    rows = rows.filter(**{f"{source.member}__in": members})
    if source.model is Invitation:
        seen = Invitation.objects.visible_to(actor).values("pk")
        return rows.filter(pgh_obj_id__in=seen)
    seats = Appointment.objects.visible_to(actor).values("pk")
    return rows.filter(**{f"{source.seat}__in": seats}) if source.seat else rows


def _sent(actor: Actor, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Comments that have reached the member."""
    return rows.filter(pgh_obj_id__in=ReviewComment.objects.visible_to(actor).values("pk"))


def _reviewed(source: Source, actor: Actor, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Rows of assigned members that the reviewer reads today, from the first submission on:
    what was drafted before stays the member's. Restricted then or now: not at all."""
    rows = rows.filter(**{f"{source.member}__in": actor.reviewed_member_ids})
    if source.has("confidentiality"):
        rows = rows.exclude(confidentiality=Confidentiality.RESTRICTED)
    entries = ProgressEntry.objects.visible_to(actor).values("pk")
    if source.kind == "link":
        documents = Evidence.objects.visible_to(actor).values("pk")
        rows = rows.filter(progressentry__in=entries, evidence__in=documents)
    elif source.kind == "served":
        rows = rows.filter(action__in=Action.objects.visible_to(actor).values("pk"))
    else:
        seen = Q(pgh_obj_id__in=source.model.objects.visible_to(actor).values("pk"))  # type: ignore[attr-defined]
        rows = rows.filter(seen | _removed(source, actor))
    if source.kind == "comment":
        rows = rows.filter(Q(entry__isnull=True) | Q(entry__in=entries))
    return rows.filter(Exists(_submitted(source)))


def _removed(source: Source, actor: Actor) -> Q:
    """That something is gone which stood beside an answer the reviewer reads."""
    if source.kind == "figure":
        reports = Report.objects.visible_to(actor).values("pk")
        lines = BudgetLine.internal.exclude(confidentiality=Confidentiality.RESTRICTED)
        return Q(pgh_label="delete", report__in=reports, line__in=lines.values("pk"))
    if source.kind == "document":
        links = BY_KIND["link"].events.filter(
            progressentry__in=ProgressEntry.objects.visible_to(actor).values("pk")
        )
        return Q(pgh_label="delete", pgh_obj_id__in=links.values("evidence_id"))
    return Q(pk__in=[])


def _submitted(source: Source) -> QuerySet[Any]:
    """A submission, no later than the event, of a report that it is about."""
    moment = OuterRef("pgh_created_at")
    if source.kind in ("plan", "action", "served"):
        # Beside any report of the member.
        return BY_KIND["report"].events.filter(
            member=OuterRef(source.member),
            submitted_at__isnull=False,
            pgh_created_at__lte=moment,
        )
    if source.report:
        return BY_KIND["report"].events.filter(
            pgh_obj_id=OuterRef(source.report),
            submitted_at__isnull=False,
            pgh_created_at__lte=moment,
        )
    via = {
        "document": ("link", "evidence_id", "progressentry__report"),
        "line": ("figure", "line_id", "report"),
    }
    if source.kind not in via:
        return source.events.none()
    kind, key, report = via[source.kind]
    return BY_KIND[kind].events.filter(
        **{
            key: OuterRef("pgh_obj_id"),
            f"{report}__events__submitted_at__isnull": False,
            f"{report}__events__pgh_created_at__lte": moment,
        }
    )
