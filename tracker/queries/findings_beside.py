"""What a careful reader would say of what stands beside a report and goes out with it: indicators,
plans and their actions. Never a bar, and nothing that is for named people only."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.actor import Actor
from tracker.dates import date_long
from tracker.enums import Confidentiality, Edition
from tracker.models import Action, Indicator, Measurement, Plan, Report
from tracker.wording import apart

from .findings_people import warnings_about

_OF_PLAN = (
    "title english_title adopting_authority legal_form phases lead_institution coordination_body "
    "frameworks partner_networks contact_office file_name"
).split()
_OF_ACTION = (
    "text objective outcome output lead_institution supporting_institutions external_reference "
    "partner_networks fate_reason"
).split()
_OF_INDICATOR = (
    "text definition numerator_definition denominator_definition source custodian method "
    "baseline_source"
).split()


@dataclass(frozen=True)
class Beside:
    """One remark, on the page of `kind` (indicator, plan or action) with this id. `title` is in
    `language`."""

    kind: str
    public_id: uuid.UUID
    title: str
    language: str
    message: str


def beside(actor: Actor, report: Report) -> list[Beside]:
    """The remarks, as far as the actor reads the rows. Four queries."""
    return [*_indicators(actor, report), *_plans(actor, report)]


def _indicators(actor: Actor, report: Report) -> Iterator[Beside]:
    measured = Measurement.objects.visible_to(actor).filter(edition=Edition.WORKING)
    rows = _own(Indicator, actor, report).prefetch_related(
        Prefetch("measurements", measured.order_by("period_end"), to_attr="told")
    )
    today = report.today()
    for row in rows.order_by("pk"):
        about = "indicator", row.public_id, row.text, row.language
        for said in warnings_about(getattr(row, name) for name in _OF_INDICATOR):
            yield Beside(*about, said)
        if (day := _missed(row, today)) is not None:
            said = _("A target was set for %(day)s, and nothing is measured for that day yet.")
            yield Beside(*about, said % apart({"day": date_long(day, get_language() or "en")}))
        told = [one for one in row.told if one.report_id == report.pk]
        if row.is_percentage and any(one.denominator is None for one in told):
            said = _("A percentage says more with its denominator: of how many?")
            yield Beside(*about, said)
        for said in warnings_about(
            words for one in told for words in (one.value_text, one.comment)
        ):
            yield Beside(*about, said)


def _missed(row: Indicator, today: dt.date) -> dt.date | None:
    """The latest day of a target that has passed, where no measurement reaches so far."""
    days = [dt.date.fromisoformat(target["on"]) for target in row.targets]
    passed = max((day for day in days if day < today), default=None)
    reached = max((one.period_end for one in row.told), default=None)  # type: ignore[attr-defined]
    if passed is None or (reached is not None and reached >= passed):
        return None
    return passed


def _plans(actor: Actor, report: Report) -> Iterator[Beside]:
    actions = _own(Action, actor, report).order_by("pk")
    rows = _own(Plan, actor, report).prefetch_related(Prefetch("actions", actions, to_attr="read"))
    for plan in rows.order_by("pk"):
        for said in warnings_about(getattr(plan, name) for name in _OF_PLAN):
            yield Beside("plan", plan.public_id, plan.title, plan.language, said)
        for action in plan.read:
            for said in warnings_about(getattr(action, name) for name in _OF_ACTION):
                yield Beside("action", action.public_id, action.text, action.language, said)


def _own(model, actor: Actor, report: Report):  # type: ignore[no-untyped-def]
    rows = model.objects.visible_to(actor).filter(member=report.member_id, edition=Edition.WORKING)
    return rows.exclude(confidentiality=Confidentiality.RESTRICTED)
