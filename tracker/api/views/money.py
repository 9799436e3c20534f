from __future__ import annotations

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from tracker.api.filtering import filtered
from tracker.api.serializers.money import MoneyAnswer, MoneySerializer
from tracker.filters.money import MoneyFilter
from tracker.models import BudgetFigure
from tracker.queries.funnel import LEAST_MEMBERS, funnels_of, streams_among
from tracker.queries.published import published_to

from .base import ApiView


class Money(ApiView):
    """Where money stops: the published figures by currency and stage, with their coverage."""

    serializer_class = MoneySerializer
    filterset_class = MoneyFilter

    def known_parameters(self) -> frozenset[str]:
        return frozenset(MoneyFilter.base_filters)

    @extend_schema(responses=MoneyAnswer, filters=True)
    def get(self, request: Request) -> Response:
        """A row for each currency, the one most members report in first."""
        filters = MoneyFilter(request.query_params, queryset=self.get_queryset())
        rows = filtered(filters)
        least = 1 if filters.form.cleaned_data.get("member") else LEAST_MEMBERS
        found = funnels_of(streams_among(rows), least)
        return Response({"results": MoneySerializer(found, many=True).data})

    def get_queryset(self) -> QuerySet[BudgetFigure]:
        return published_to(BudgetFigure, self.actor).order_by()
