"""Communiqués, calls and recommendations: the agreed texts, open to everybody."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import Listing
from recommendations.models import Call, Communique, Recommendation, RelatedPair
from tracker.api.serializers.agreed import (
    CallSerializer,
    CommuniqueSerializer,
    CommuniqueTextSerializer,
    RecommendationSerializer,
)
from tracker.filters.calls import CallFilter
from tracker.filters.recommendations import RecommendationFilter
from tracker.queries.plans import lazy_counts

from .base import ListView, OneView, RowView


class Communiques:
    serializer_class = CommuniqueSerializer

    def get_queryset(self) -> QuerySet[Communique]:
        listings = Listing.objects.select_related("member").order_by("role", "position")
        return Communique.objects.prefetch_related(Prefetch("listings", listings))


class CommuniqueList(Communiques, ListView):
    """The communiqués of the capital-level meetings."""

    orderings = {"ordinal": "ordinal"}
    default_ordering = "ordinal"


class CommuniqueOne(Communiques, OneView):
    """A communiqué by its code, such as FPN-2022."""


class CommuniqueText(RowView):
    """A communiqué piece by piece, for machines and for whoever cites it."""

    serializer_class = CommuniqueTextSerializer

    @extend_schema(responses=CommuniqueTextSerializer)
    def get(self, request: Request, code: str) -> Response:
        """Every piece of a communiqué, word for word, with an anchor that never changes."""
        return self.answer(self.found())

    def get_queryset(self) -> QuerySet[Communique]:
        return Communique.objects.prefetch_related(
            "calls", "sections__recommendations__elements"
        )


class Calls:
    serializer_class = CallSerializer

    def get_queryset(self) -> QuerySet[Call]:
        return Call.objects.select_related("communique")

    def get_serializer_context(self) -> dict[str, Any]:
        context = super().get_serializer_context()  # type: ignore[misc]
        return {**context, "counts": lazy_counts()}


class CallList(Calls, ListView):
    """Closing and preambular calls, which have no form of their own."""

    filterset_class = CallFilter


class CallOne(Calls, OneView):
    """A call by its code."""


class Recommendations:
    serializer_class = RecommendationSerializer

    def get_queryset(self) -> QuerySet[Recommendation]:
        return Recommendation.objects.select_related("communique", "section").prefetch_related(
            "themes",
            "themes_secondary",
            "elements",
            Prefetch("continues", RelatedPair.objects.select_related("earlier")),
            Prefetch("continued_by", RelatedPair.objects.select_related("later")),
        )


class RecommendationList(Recommendations, ListView):
    """The agreed recommendations, word for word."""

    filterset_class = RecommendationFilter


class RecommendationOne(Recommendations, OneView):
    """A recommendation by its code, such as 2022-08."""
