"""How readers narrow plans and actions: one set of filters for pages, the API and exports."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from recommendations.enums import Pillar
from tracker.models import Action, Plan
from tracker.plan_enums import Delivery, PlanKind, PlanStatus

from .about import AboutFilter, recommendations
from .entries import OpenWordsFilter
from .fields import pick
from .values import ChoicesFilter, IdFilter


class PlanFilter(AboutFilter):
    """Recommendation is one that an action serves which the reader sees."""

    kind = ChoicesFilter(PlanKind.values, label=_("Kind"), widget=pick(_("All"), PlanKind.choices))
    status = ChoicesFilter(
        PlanStatus.values, label=_("Status"), widget=pick(_("All"), PlanStatus.choices)
    )
    pillar = ChoicesFilter(
        Pillar.values,
        method="of_pillar",
        label=_("Pillar"),
        widget=pick(_("All"), Pillar.choices),
    )
    recommendation = recommendations(method="serving")
    search = OpenWordsFilter(("title", "english_title", "lead_institution"), label=_("Words"))

    class Meta:
        model = Plan
        fields: list[str] = []

    def of_pillar(self, rows: QuerySet, name: str, pillars: Sequence[str]) -> QuerySet:
        return rows.filter(pillars__overlap=list(pillars)) if pillars else rows

    def serving(self, rows: QuerySet, name: str, codes: Sequence[str]) -> QuerySet:
        if not codes:
            return rows
        seen = Action.objects.visible_to(self.request.actor)
        return rows.filter(
            Exists(seen.filter(plan=OuterRef("pk"), recommendations__code__in=codes))
        )


class ActionFilter(AboutFilter):
    """Kind and status are those of the plan, as far as the reader sees it."""

    plan = IdFilter(field_name="plan__public_id", label=_("Plan"))
    kind = ChoicesFilter(PlanKind.values, method="of_plan", label=_("Kind of plan"))
    status = ChoicesFilter(PlanStatus.values, method="of_plan", label=_("Status of the plan"))
    pillar = ChoicesFilter(Pillar.values, label=_("Pillar"))
    delivery = ChoicesFilter(Delivery.values, label=_("Delivery"))
    recommendation = recommendations(method="serving")
    search = OpenWordsFilter(("text", "code", "lead_institution"), label=_("Words"))

    class Meta:
        model = Action
        fields: list[str] = []

    def of_plan(self, rows: QuerySet, name: str, values: Sequence[str]) -> QuerySet:
        return rows.filter(**{f"plan__{name}__in": values}) if values else rows

    def serving(self, rows: QuerySet, name: str, codes: Sequence[str]) -> QuerySet:
        if not codes:
            return rows
        serves = Action.recommendations.through.objects.filter(
            action=OuterRef("pk"), recommendation__code__in=codes
        )
        return rows.filter(Exists(serves))
