"""How the secretariat narrows the overview: one set of filters for the page and its files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.enums import Role
from accounts.models import Member
from tracker import rules
from tracker.enums import ReportState
from tracker.models import ReportingCycle
from tracker.queries.overview import Scope

from .fields import OneOfFilter
from .members import MemberFilter

MINE, ALL = "mine", "all"
NAMES = ("cycle", "whose", "regional_group", "kind", "state")


class OverviewFilter(MemberFilter):
    """Over members. `cycle` and `state` are about their reports: they narrow nobody."""

    listed_in = None
    cycle = OneOfFilter(method="kept", label=_("Cycle"), empty_label=None)
    whose = OneOfFilter(
        method="looked_after",
        label=_("Members"),
        choices=[(MINE, _("Assigned to you")), (ALL, _("All members"))],
        empty_label=None,
    )
    state = OneOfFilter(
        method="kept",
        label=_("State"),
        choices=ReportState.choices,
        empty_label=_("All states"),
    )

    def __init__(self, data: Mapping[str, str], actor: Actor) -> None:
        self.actor = actor
        self.cycles: Sequence[ReportingCycle] = list(ReportingCycle.objects.all())
        current = next((c for c in self.cycles if c.state == "open"), None)
        default = current or next(iter(self.cycles), None)
        self.asked = {name: data[name] for name in self.names if data.get(name)}
        self.defaults = {"cycle": default.code if default else "", "whose": MINE}
        super().__init__({**self.defaults, **self.asked}, Member.objects.all())
        self.filters["cycle"].extra["choices"] = [(c.code, c.code) for c in self.cycles]
        for name in set(NAMES) - set(self.names):
            del self.filters[name]
        self.form.order_fields(self.names)

    @property
    def names(self) -> list[str]:
        """The filters this reader has: co-chairs the cycle alone, and nobody but a reviewer has
        members of their own."""
        if not rules.may_see_silence(self.actor):
            return ["cycle"]
        is_reviewer = self.actor.has_role(Role.REVIEWER)
        return [name for name in NAMES if is_reviewer or name != "whose"]

    @property
    def chosen(self) -> list[str]:
        """What the address sets to something else than it would be anyway."""
        return [name for name, value in self.asked.items() if value != self.defaults.get(name)]

    def kept(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows

    def looked_after(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(pk__in=self.actor.reviewed_member_ids) if value == MINE else rows

    @property
    def scope(self) -> Scope:
        """What a valid set of filters asks for."""
        members = list(self.qs)
        said = self.form.cleaned_data
        own = frozenset[int]()
        if self.actor.has_role(Role.ADMINISTRATOR):
            own = frozenset(m.pk for m in members)
        elif rules.may_see_silence(self.actor):
            own = frozenset(m.pk for m in members) & self.actor.reviewed_member_ids
        return Scope(
            actor=self.actor,
            cycle=next((c for c in self.cycles if c.code == said.get("cycle")), None),
            members=members,
            looked_after=own,
            state=said.get("state", ""),
            is_whole=not (said.get("regional_group") or said.get("kind")),
            cycle_is_chosen="cycle" in self.chosen,
        )
