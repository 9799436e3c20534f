from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.actor import Actor
from tracker.api.bodies import read_body
from tracker.api.idempotency import idempotent
from tracker.api.preconditions import required_version
from tracker.api.problems import wrong, wrong_value
from tracker.api.serializers.indicators import (
    IndicatorBody,
    IndicatorChange,
    IndicatorSerializer,
    IndicatorWithdrawal,
    MeasurementBody,
    MeasurementChange,
    MeasurementSerializer,
)
from tracker.domain import indicators as verbs
from tracker.domain import measurements
from tracker.enums import Edition
from tracker.filters.indicators import IndicatorFilter, MeasurementFilter
from tracker.models import Indicator, IndicatorFramework, Measurement

from .base import ListView, OneView, RowView, Withdrawable
from .own import (
    put_evidence,
    require_own_member,
    require_own_row,
    require_team,
    working_report,
)

ORDERINGS = {"updated_at": "updated_at", "member": "member__code"}

REFUSAL = gettext_lazy("Only people of a member write its indicators.")


class Indicators(Withdrawable):
    serializer_class = IndicatorSerializer
    about = {"member": "member__code__in"}

    def get_queryset(self) -> QuerySet[Indicator]:
        actor: Actor = self.actor  # type: ignore[attr-defined]
        rows = Indicator.objects.visible_to(actor)
        return rows.select_related("member", "framework", "report__member", "report__cycle")


class IndicatorList(Indicators, ListView):
    """What members watch over the years, with baseline and targets."""

    filterset_class = IndicatorFilter
    orderings = {**ORDERINGS, "framework": "framework__code"}
    default_ordering = "-updated_at"
    tie = "public_id"

    @extend_schema(request=IndicatorBody, responses={201: IndicatorSerializer})
    @idempotent
    def post(self, request: Request) -> Response:
        """Adds an indicator of one's own member."""
        require_team(self.actor, REFUSAL)
        facts = read_body(request, IndicatorBody)
        require_own_member(self.actor, facts.pop("member", None))
        report = working_report(self.actor, facts.pop("report", None))
        _put_framework(facts)
        row = verbs.add(self.actor, report, facts)
        return self.made(row)


class IndicatorOne(Indicators, OneView):
    """An indicator by its id."""

    lookup_field = "public_id"

    @extend_schema(request=IndicatorChange, responses=IndicatorSerializer)
    def patch(self, request: Request, public_id: Any) -> Response:
        """Changes what is said of an indicator. Its class goes over to its measurements."""
        row = self.found()
        version = required_version(request, row)
        changes = read_body(request, IndicatorChange, self.show(row))
        require_own_row(self.actor, row, REFUSAL)
        report = working_report(self.actor, changes.pop("report", None))
        _put_framework(changes)
        verbs.change(self.actor, report, row, version, changes)
        return self.answer(row)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, public_id: Any) -> Response:
        """Takes an indicator away with its measurements."""
        row = self.found()
        version = required_version(request, row)
        require_own_row(self.actor, row, REFUSAL)
        verbs.remove(self.actor, working_report(self.actor, None), row, version)
        return Response(status=204)


class IndicatorWithdraw(Indicators, RowView):
    """Takes what is published of an indicator away at once."""

    lookup_field = "public_id"

    @extend_schema(request=IndicatorWithdrawal, responses=IndicatorSerializer)
    @idempotent
    def post(self, request: Request, public_id: Any) -> Response:
        """Withdraws the published copies. The indicator stays with its member and reviewers."""
        row = self.found()
        verbs.withdraw(self.actor, row, read_body(request, IndicatorWithdrawal)["reason"])
        return self.answer(self.found())


class Measurements(Withdrawable):
    serializer_class = MeasurementSerializer
    about = {"member": "member__code__in", "cycle": "report__cycle__code__in"}

    def get_queryset(self) -> QuerySet[Measurement]:
        actor: Actor = self.actor  # type: ignore[attr-defined]
        return Measurement.objects.visible_to(actor).select_related(
            "member", "indicator__member", "report__cycle", "report__member", "evidence"
        )


class MeasurementList(Measurements, ListView):
    """What indicators were found to be. No filter looks into the cells of a table."""

    filterset_class = MeasurementFilter
    orderings = {**ORDERINGS, "period_start": "period_start"}
    default_ordering = "-updated_at"
    tie = "public_id"

    @extend_schema(request=MeasurementBody, responses={201: MeasurementSerializer})
    @idempotent
    def post(self, request: Request) -> Response:
        """Writes a measurement. The same indicator and period again is a 409."""
        require_team(self.actor, REFUSAL)
        facts = read_body(request, MeasurementBody)
        rows = Indicator.objects.visible_to(self.actor).filter(edition=Edition.WORKING)
        indicator = rows.select_related("member").filter(public_id=facts.pop("indicator")).first()
        if indicator is None:
            raise wrong([wrong_value("/indicator", _("No indicator of yours has this id."))])
        report = working_report(self.actor, facts.pop("report", None))
        put_evidence(self.actor, facts)
        row = measurements.add(self.actor, report, indicator, facts)
        return self.made(row)


class MeasurementOne(Measurements, OneView):
    """A measurement by its id."""

    lookup_field = "public_id"

    @extend_schema(request=MeasurementChange, responses=MeasurementSerializer)
    def patch(self, request: Request, public_id: Any) -> Response:
        """Corrects a measurement; what stood before is kept in the history."""
        row = self.found()
        version = required_version(request, row)
        changes = read_body(request, MeasurementChange, self.show(row))
        require_own_row(self.actor, row, REFUSAL)
        report = working_report(self.actor, changes.pop("report", None), row.report)
        put_evidence(self.actor, changes)
        measurements.change(self.actor, report, row, version, changes)
        return self.answer(row)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, public_id: Any) -> Response:
        """Takes a measurement away, as if nothing had been said."""
        row = self.found()
        version = required_version(request, row)
        require_own_row(self.actor, row, REFUSAL)
        measurements.remove(self.actor, working_report(self.actor, None, row.report), row, version)
        return Response(status=204)


def _put_framework(facts: dict[str, Any]) -> None:
    """Puts the framework in the place of its code."""
    if "framework" not in facts:
        return
    found = IndicatorFramework.objects.filter(code=facts["framework"]).first()
    if found is None:
        raise wrong([wrong_value("/framework", _("No framework has this code."))])
    facts["framework"] = found
