"""What a snapshot freezes of plans and indicators: of members whose report of the cycle is out,
what everybody may read. A measurement stands in it as suppression left it."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from accounts.actor import PUBLIC
from recommendations.models import Recommendation
from tracker.currencies import minor_units
from tracker.models import (
    Action,
    Dataset,
    Indicator,
    Measurement,
    Plan,
    Report,
    ReportingCycle,
)
from tracker.models.indicator import plain

from .published import published_to
from .sealed_facts import Frozen, day_of, frozen, number_of

_WORDS = (
    "kind title language english_title generation status adopting_authority legal_form phases "
    "orientation lead_institution lead_institution_type coordination_body civil_society_role "
    "reports_to_parliament parliament_periodicity monitoring_framework indicator_count "
    "reporting_periodicity budget_state budget_currency local_plans linked_plans emerging_issues "
    "pillars frameworks partner_networks languages document_url contact_office"
).split()
_DAYS = (
    "adopted_on launched_on period_start period_end mid_term_review_on final_evaluation_on"
).split()
_DEEDS = (
    "code text language pillar objective outcome output lead_institution supporting_institutions "
    "cost_currency delivery location_level external_reference partner_networks fate fate_reason"
).split()
_DEFINED = (
    "code text language pillar level nature measure unit direction numerator_definition "
    "denominator_definition definition source custodian method frequency disaggregation "
    "baseline_source targets violence_data recommendations"
).split()


def plans(cycle: ReportingCycle) -> Iterator[Frozen]:
    """The public plans with their public actions. The file of a document is its hash alone."""
    rows = published_to(Plan, PUBLIC).filter(_told(cycle))
    rows = rows.select_related("member").prefetch_related(
        Prefetch("predecessor", published_to(Plan, PUBLIC))
    )
    for row in rows.order_by("member__code", "public_id").iterator(chunk_size=500):
        before = row.predecessor
        facts = {name: getattr(row, name) for name in _WORDS}
        facts |= {name: day_of(getattr(row, name)) for name in _DAYS}
        facts["predecessor"] = str(before.public_id) if before else None
        facts["budget_total"] = _money(row.budget_total, row.budget_currency)
        facts["file_sha256"] = row.sha256
        yield frozen(Dataset.PLANS, row, facts)
    public = published_to(Plan, PUBLIC).values("pk")
    deeds = published_to(Action, PUBLIC).filter(_told(cycle), plan__in=public)
    deeds = deeds.select_related("member", "plan").prefetch_related(
        Prefetch("recommendations", Recommendation.objects.order_by("code")),
        Prefetch("successor", published_to(Action, PUBLIC)),
    )
    order = ("member__code", "plan__public_id", "public_id")
    for deed in deeds.order_by(*order).iterator(chunk_size=500):
        facts = {name: getattr(deed, name) for name in _DEEDS}
        facts["plan"] = str(deed.plan.public_id)
        facts["start_on"], facts["due_on"] = day_of(deed.start_on), day_of(deed.due_on)
        facts["cost_estimate"] = _money(deed.cost_estimate, deed.cost_currency)
        facts["recommendations"] = [row.code for row in deed.recommendations.all()]
        facts["successor"] = str(deed.successor.public_id) if deed.successor else None
        yield frozen(Dataset.ACTIONS, deed, facts)


def indicators(cycle: ReportingCycle) -> Iterator[Frozen]:
    """The public indicators that a report of the cycle told of, and what it measured of them."""
    measured = published_to(Measurement, PUBLIC).filter(report__cycle=cycle)
    public = published_to(Indicator, PUBLIC)
    rows = public.filter(
        Q(report__cycle=cycle) | Exists(measured.filter(indicator=OuterRef("pk")))
    ).select_related("member", "framework")
    for row in rows.order_by("member__code", "public_id").iterator(chunk_size=500):
        facts = {name: getattr(row, name) for name in _DEFINED}
        facts["framework"] = row.framework.code
        facts["baseline_value"] = _plain(row.baseline_value)
        facts["baseline_date"] = day_of(row.baseline_date)
        yield frozen(Dataset.INDICATORS, row, facts)
    told = measured.filter(indicator__in=public.values("pk")).select_related("member", "indicator")
    order = ("member__code", "indicator__public_id", "period_start", "public_id")
    for found in told.order_by(*order).iterator(chunk_size=500):
        facts = {
            "cycle": cycle.code,
            "indicator": str(found.indicator.public_id),
            "period_start": day_of(found.period_start),
            "period_end": day_of(found.period_end),
            "value": _plain(found.value),
            "value_text": found.value_text,
            "numerator": _plain(found.numerator),
            "denominator": _plain(found.denominator),
            "status": found.status,
            "break_in_series": found.break_in_series,
            "comment": found.comment,
            "table": found.table,
            "numbers_hidden": found.numbers_hidden,
            "table_hidden": found.table_hidden,
        }
        yield frozen(Dataset.MEASUREMENTS, found, facts)


def _told(cycle: ReportingCycle) -> Q:
    """Rows that stand in no report: of the members whose report of the cycle is out."""
    out: QuerySet[Report] = Report.objects.unscoped().filter(
        cycle=cycle, published_at__isnull=False, withdrawn_at__isnull=True
    )
    return Q(member__in=out.values("member"))


def _money(amount, currency: str) -> str | None:  # type: ignore[no-untyped-def]
    return number_of(amount, minor_units(currency)) if currency else None


def _plain(number) -> str | None:  # type: ignore[no-untyped-def]
    return None if number is None else plain(number)
