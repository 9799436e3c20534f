"""Plans as operators read them. Their members write them elsewhere."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from tracker.domain.sharing import note_reads
from tracker.enums import Confidentiality
from tracker.models import Plan
from tracker.queries.plans import actions_of

from .base import OwnedAdmin, actor_of
from .site import site


@admin.register(Plan, site=site)
class PlanAdmin(OwnedAdmin):
    """Plans as far as the actor may see them, with their actions."""

    list_display = ("title", "member", "kind", "generation", "status", "period", "edition")
    list_filter = ("kind", "status", "edition", ("member", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("member",)
    search_fields = ("title", "english_title", "member__code")
    # The file goes out by its own door, after a permission check.
    exclude = ("named_readers", "predecessor", "file")
    change_form_template = "admin/tracker/plan/change_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Plan]:
        """Those for named people are in no list, and nowhere here."""
        rows = super().get_queryset(request)
        return rows.exclude(confidentiality=Confidentiality.RESTRICTED)

    @admin.display(description=_("Period"))
    def period(self, plan: Plan) -> str:
        days = (plan.period_start, plan.period_end)
        return " – ".join(day.isoformat() if day else "…" for day in days)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        plan = self.get_object(request, object_id)
        actor = actor_of(request)
        actions = list(actions_of(actor, plan))
        note_reads(actor, plan, *actions)
        return super().change_view(request, object_id, form_url, {"actions": actions})
