"""The matrix of one cycle, as few bytes as say it: a column for each recommendation, a row for each
member."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.enums import MemberKind
from tracker.enums import Status
from tracker.queries.asked import addressee_of
from tracker.queries.coverage import Share
from tracker.queries.matrix import Matrix, Row

from .share import ShareSerializer


class MatrixColumnSerializer(serializers.Serializer):
    """A recommendation. `asked` are the kinds of members it speaks to; `answered` and `counts` are
    over the members shown that are asked."""

    code = serializers.CharField()
    section = serializers.CharField()
    asked = serializers.ListField(child=serializers.ChoiceField(MemberKind.choices))
    answered = ShareSerializer()
    counts = serializers.DictField(child=serializers.IntegerField())


class MatrixRowSerializer(serializers.Serializer):
    """A member. `statuses`, by the code of the recommendation, is null without a published
    report; one of them is null where nobody asked and nothing was said. `answered` is over what
    the member is asked."""

    code = serializers.CharField()
    answered = ShareSerializer()
    statuses = serializers.DictField(
        child=serializers.ChoiceField(Status.choices, allow_null=True), allow_null=True
    )


class MatrixSerializer(serializers.Serializer):
    """The published statuses of one cycle. `cycle` is null while none was opened; `reported` says
    how many of the members shown have a published report."""

    cycle = serializers.CharField(source="cycle.code", default=None, allow_null=True)
    as_of = serializers.DateField(allow_null=True)
    reported = ShareSerializer()
    recommendations = serializers.SerializerMethodField()
    members = serializers.SerializerMethodField()

    @extend_schema_field(MatrixColumnSerializer(many=True))
    def get_recommendations(self, matrix: Matrix) -> list[dict[str, Any]]:
        kinds = {kind.value: addressee_of(kind) for kind in MemberKind}
        return [
            {
                "code": column.recommendation.code,
                "section": column.recommendation.section.code,
                "asked": [k for k in kinds if kinds[k] in column.recommendation.addressed_to],
                "answered": _share(column.distribution.answered),
                "counts": column.distribution.counts,
            }
            for column in matrix.columns
        ]

    @extend_schema_field(MatrixRowSerializer(many=True))
    def get_members(self, matrix: Matrix) -> list[dict[str, Any]]:
        return [
            {
                "code": row.member.code,
                "answered": _share(row.answered),
                "statuses": _statuses(row) if row.has_report else None,
            }
            for row in matrix.rows
        ]


def _statuses(row: Row) -> dict[str, str | None]:
    """`not_reported` is an answer that was asked for and is missing; no other is."""
    return {cell.code: None if cell.is_blank else cell.status for cell in row.cells}


def _share(share: Share) -> dict[str, int]:
    return {"n": share.n, "of": share.of}
