"""Two members whose every word, file and name carries a token of its own, and who may see which."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.db.models import CharField, Model, TextField

from accounts.actor import Actor
from accounts.enums import LEADING_ROLES, Role
from accounts.models import User
from tests import factories
from tests.permission_table import PUBLIC, STRANGER, World
from tracker.models import (
    Action,
    BudgetLine,
    CivilSocietyView,
    Evidence,
    Plan,
    ProgressEntry,
    Report,
    ReviewComment,
)

# Words of people that a row may hold; codes and choices are not among them.
WORDS = {
    ProgressEntry: ("status_reason", "narrative", "obstacles", "next_steps"),
    Evidence: ("title", "issued_by", "relevance", "page_pin", "file_name"),
    BudgetLine: ("title", "body"),
    Plan: (
        "title",
        "english_title",
        "adopting_authority",
        "legal_form",
        "phases",
        "lead_institution",
        "coordination_body",
        "parliament_periodicity",
        "reporting_periodicity",
        "frameworks",
        "partner_networks",
        "contact_office",
    ),
    Action: (
        "code",
        "text",
        "objective",
        "outcome",
        "output",
        "lead_institution",
        "supporting_institutions",
        "external_reference",
        "partner_networks",
        "fate_reason",
    ),
    ReviewComment: ("text", "answer"),
    Report: ("message",),
    CivilSocietyView: ("text",),
}
TOKEN = re.compile(r"canary([A-Z]{3})([a-z]+)[0-9]+x")
RESTRICTED = "2022-07"


@dataclass(frozen=True, order=True)
class Token:
    """Whose word it is, and its kind: draft, restricted, published, comment, person, monitor, or a
    view of civil society with its audience."""

    member: str
    kind: str

    def text(self, number: int) -> str:
        return f"canary{self.member}{self.kind}{number}x"


def found_in(text: str) -> set[Token]:
    """The tokens in a text, however it was encoded for the page."""
    return {Token(member, kind) for member, kind in TOKEN.findall(text)}


class Marked(World):
    """A world whose member's rows all carry tokens: the answer to 2022-08 with all that hangs on
    it, and one to 2022-07 for named people only."""

    def __init__(self, at: str, member: str = "KEN") -> None:
        self.member = member
        super().__init__(at)
        self._restricted()
        # Beside the world's two: one for the member's present officials, one for everybody.
        self._view("2022-05", "member")
        self._view("2022-06", "public")
        self._mark()

    def stranger(self) -> Actor:
        """In the second world the first one's stranger is at home."""
        return factories.actor(factories.make_seat(Role.FOCAL_POINT, "NOR"))

    def _restricted(self) -> None:
        entry = factories.answer(self.report, RESTRICTED, confidentiality="restricted")
        document = factories.make_evidence(
            entry, form="held", url="", confidentiality="restricted", kind="other"
        )
        document.file.save("secret.csv", ContentFile(b"canary"), save=False)
        line = factories.make_line(self.report, RESTRICTED, confidentiality="restricted")
        factories.make_figure(self.report, line)
        plan = factories.make_plan(self.member, confidentiality="restricted")
        factories.make_action(plan, "9.9", RESTRICTED)

    def _mark(self) -> None:
        for model, names in WORDS.items():
            rows = model.internal.filter(member=self.report.member)
            for row in rows:
                kind = _kind(row)
                for place, name in enumerate(names):
                    field = model._meta.get_field(name)
                    assert isinstance(field, (CharField, TextField))
                    text = Token(self.member, kind).text(row.pk * 10 + place)
                    model.internal.filter(pk=row.pk).update(**{name: text[: field.max_length]})
        for actor in self.people.values():
            if actor.seat is not None and actor.seat.member_id == self.report.member_id:
                is_monitor = actor.has_role(Role.CIVIL_SOCIETY_MONITOR)
                kind = "monitor" if is_monitor else "person"
                name = Token(self.member, kind).text(actor.user.pk)
                User.objects.filter(pk=actor.user.pk).update(name=name)
        self.report.refresh_from_db()


def _kind(row: Model) -> str:
    if isinstance(row, ReviewComment):
        return "comment"
    if isinstance(row, CivilSocietyView):
        return f"view{row.audience}"
    if getattr(row, "confidentiality", "") == "restricted":
        return "restricted"
    if getattr(row, "edition", "") == "published":
        return "published"
    return "draft"


def may_see(role: str, token: Token, home: str, at: str) -> bool:
    """Whether a reader may find a token: an oracle of its own, in the words of the domain brief.
    `home` is the member whose world is walked; the stranger sits at the other one."""
    if token.kind in ("published", "viewpublic"):
        return True
    here = token.member == home
    if token.kind == "viewnetwork":
        return role != PUBLIC
    if token.kind == "viewsecretariat":
        return here and role in (Role.CIVIL_SOCIETY_MONITOR, Role.REVIEWER)
    if token.kind == "viewmember" and role != STRANGER:
        # The stranger leads the other member.
        return here and role in (*LEADING_ROLES, Role.CIVIL_SOCIETY_MONITOR, Role.REVIEWER)
    if role == Role.ADMINISTRATOR:
        return token.kind in ("person", "monitor")
    if role in (PUBLIC, Role.CO_CHAIR):
        return False
    if role == STRANGER:
        return not here
    if not here:
        return False
    match token.kind:
        case "person":
            return role != Role.CIVIL_SOCIETY_MONITOR
        case "monitor":
            # Who speaks for civil society is known to the secretariat, and to nobody of the member.
            return role in (Role.CIVIL_SOCIETY_MONITOR, Role.REVIEWER)
        case "restricted":
            return role in LEADING_ROLES
        case "comment":
            return role not in (Role.CONTRIBUTOR, Role.CIVIL_SOCIETY_MONITOR)
    if role == Role.CIVIL_SOCIETY_MONITOR:
        return False
    return at != "draft" if role == Role.REVIEWER else True
