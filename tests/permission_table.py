"""Who gets which answer at which address. The rows stand in tests/permission_rows/, a file for
each door; tests/test_permission_matrix.py walks them, and fails for a route in no row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

from django.core.files.base import ContentFile

from accounts.actor import Actor
from accounts.enums import Role
from recommendations.models import Recommendation
from tests import factories
from tests.tracker.indicating import make_indicator, make_measurement
from tracker.enums import EvidenceForm, Status
from tracker.models import (
    Action,
    Assignment,
    BudgetFigure,
    BudgetLine,
    CivilSocietyView,
    Evidence,
    Plan,
    ProgressEntry,
    Report,
    ReportingCycle,
    ReviewComment,
)

PUBLIC, STRANGER = "public", "stranger"
# Everybody but the public holds a seat: at Kenya, at the Network (the reviewer is assigned to
# Kenya), or, as the stranger, at Norway.
ROLES = (PUBLIC, *Role.values, STRANGER)

Answers = Mapping[str, int]


@dataclass(frozen=True)
class Row:
    """One address and method, and the status each role gets.

    `at` is where Kenya's report stands: draft, submitted, settled (submitted, with no open
    comment), returned, accepted, released or published. `args` and `body` are computed from the
    world, since ids are random. A body goes as JSON below /api/, as a form elsewhere.
    """

    route: str
    method: str
    answers: Answers
    at: str = "draft"
    args: Callable[[World], Mapping[str, Any]] = lambda world: {}
    body: Callable[[World], Mapping[str, Any]] = lambda world: {}
    headers: Mapping[str, str] = field(default_factory=dict)
    note: str = ""

    def __str__(self) -> str:
        return "-".join(filter(None, [self.method, self.route, self.at, self.note]))


def who(others: int, **by_status: str) -> Answers:
    """Statuses by role: `who(404, s200="focal_point viewer", s401="public")`."""
    found = dict.fromkeys(ROLES, others)
    for status, roles in by_status.items():
        for role in roles.split():
            assert role in ROLES, role
            found[role] = int(status.removeprefix("s"))
    return found


def everybody(status: int) -> Answers:
    return who(status)


class World:
    """Kenya's report of the cycle 2026 somewhere on its way, with everything that hangs on it, and
    a person in every role. Recommendation 2022-08 is answered, proven and assigned."""

    cycle, member, code = "2026", "KEN", "2022-08"

    def __init__(self, at: str) -> None:
        self.report: Report = self._report(self.member)
        self._report("NOR")
        self.entry: ProgressEntry = factories.answer(self.report, self.code, Status.PARTIAL)
        self.evidence: Evidence = self.entry.evidence.unscoped().get()
        self.file = self._file()
        self.line: BudgetLine = factories.make_line(self.report, self.code)
        self.figure: BudgetFigure = factories.make_figure(self.report, self.line)
        self.earlier_plan: Plan = factories.make_plan(self.member, confidentiality="public")
        self.plan: Plan = factories.make_plan(
            self.member, confidentiality="public", predecessor=self.earlier_plan
        )
        Plan.internal.filter(pk=self.plan.pk).update(**_stored(self.plan))
        self.action: Action = factories.make_action(self.plan, "1.1", self.code)
        self.indicator = make_indicator(self.report)
        self.measurement = make_measurement(self.report, self.indicator)
        self.people: dict[str, Actor] = {role: self._person(role) for role in ROLES[1:]}
        asked = {
            "member": self.report.member,
            "appointment": self.people[Role.CONTRIBUTOR].seat,
            "due_on": self.report.due_on,
        }
        self.assigned = Assignment.internal.create(**asked, entry=self.entry)
        self.assigned_line = Assignment.internal.create(**asked, budget_line=self.line)
        self.view = self._view("2022-03", "secretariat")
        self.network_view = self._view("2022-04", "network")
        self.comment = self._bring(at)

    def _view(self, code: str, audience: str) -> CivilSocietyView:
        """What Kenya's monitor says, shown to this audience."""
        return CivilSocietyView.internal.create(
            member=self.report.member,
            cycle=self.report.cycle,
            recommendation=Recommendation.objects.get(code=code),
            author=self.people[Role.CIVIL_SOCIETY_MONITOR].seat,
            view="differs",
            text="The centres closed.",
            audience=audience,
        )

    def _report(self, member: str) -> Report:
        """The member's draft; a second world stands on the first one's cycle and reports."""
        cycle = ReportingCycle.objects.filter(code=self.cycle).first() or factories.make_cycle(
            self.cycle
        )
        standing = Report.internal.filter(member__code=member, cycle=cycle).first()
        return standing or factories.make_report(member, cycle)

    def _file(self) -> Evidence:
        row = factories.make_evidence(
            self.entry,
            form=EvidenceForm.HELD,
            url="",
            confidentiality="public",
        )
        Evidence.internal.filter(pk=row.pk).update(form=EvidenceForm.FILE, **_stored(row))
        return Evidence.internal.get(pk=row.pk)

    def _person(self, role: str) -> Actor:
        if role == Role.REVIEWER:
            return factories.reviewer(self.member)
        if role == STRANGER:
            return self.stranger()
        member = None if role in (Role.CO_CHAIR, Role.ADMINISTRATOR) else self.member
        return factories.actor(factories.make_seat(role, member))

    def stranger(self) -> Actor:
        return factories.kari()

    def _bring(self, at: str) -> ReviewComment | None:
        now = dt.datetime.now(dt.UTC)
        if at == "draft":
            return None
        focal_point = self.people[Role.FOCAL_POINT].seat
        factories.submitted(self.report, focal_point)
        comment = ReviewComment.internal.create(
            member=self.report.member,
            report=self.report,
            entry=self.entry,
            text="Since when?",
            author=self.people[Role.REVIEWER].seat,
            round=1,
            sent_at=now if at == "returned" else None,
        )
        match at:
            case "submitted":
                pass
            case "settled":
                ReviewComment.internal.filter(pk=comment.pk).update(resolved_at=now)
            case "returned":
                factories.put(self.report, state="returned")
            case "accepted":
                factories.put(self.report, state="accepted", accepted_at=now)
            case "released":
                factories.put(self.report, state="accepted", accepted_at=now, released_at=now)
            case "published":
                factories.published(self.report)
            case _:
                raise AssertionError(at)
        return comment


def _stored(row: Evidence | Plan) -> dict[str, Any]:
    """A file of the row in the store, and what the row says of it."""
    row.file.save("plan.csv", ContentFile(b"a,b\n1,2\n"), save=False)
    facts = {"file": row.file.name, "file_name": "plan.csv", "content_type": "text/csv"}
    return {**facts, "size": 8, "sha256": "0" * 64}


def _doors() -> dict[str, list[Row]]:
    folder = Path(__file__).parent / "permission_rows"
    names = sorted(module.name for module in iter_modules([str(folder)]))
    return {name: import_module(f"tests.permission_rows.{name}").ROWS for name in names}


DOORS = _doors()
ROWS = [row for rows in DOORS.values() for row in rows]
