from __future__ import annotations

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import Member
from recommendations.models import Communique
from tracker.api.problems import wrong, wrong_parameter
from tracker.api.serializers.matrix import MatrixSerializer
from tracker.filters.matrix import ALL, MatrixParams
from tracker.queries import published
from tracker.queries.groups import GROUPS, in_group
from tracker.queries.matrix import agreed, build_matrix

from .base import ApiView

PARAMETERS = {
    "cycle": "Code of one cycle; the latest published one if left out.",
    "communique": "Code of one communiqué; all if left out.",
    "theme": "Code of one theme, primary or secondary; all if left out.",
    "regional_group": "One group of members; all if left out.",
}
CHOICES = {"regional_group": [*GROUPS, ALL]}


class MatrixOfACycle(ApiView):
    """Members against recommendations in one cycle."""

    serializer_class = MatrixSerializer
    parameters = frozenset(PARAMETERS)

    @extend_schema(
        responses=MatrixSerializer,
        operation_id="matrix",
        parameters=[
            OpenApiParameter(name, OpenApiTypes.STR, description=said, enum=CHOICES.get(name))
            for name, said in PARAMETERS.items()
        ],
    )
    def get(self, request: Request) -> Response:
        """The published statuses and how many answered, as the page of the matrix shows them."""
        cycles = published.cycles()
        cycle = published.cycle_to_show(cycles)
        defaults = {"cycle": cycle.code if cycle else "", "regional_group": ALL}
        params = MatrixParams(request.query_params, cycles, Communique.objects.all(), defaults)
        if not params.is_valid():
            raise wrong([wrong_parameter(n, m) for n, said in params.errors.items() for m in said])
        asked = params.cleaned_data
        members = Member.objects.order_by("code")
        group = asked["regional_group"]
        matrix = build_matrix(
            self.actor,
            next((one for one in cycles if one.code == asked["cycle"]), None),
            list(members) if group == ALL else in_group(members, group),
            agreed(asked["communique"], asked["theme"]),
        )
        return Response(self.show(matrix).data)
