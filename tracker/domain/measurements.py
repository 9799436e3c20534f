"""Writing measurements: what an indicator was found to be in a period."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.actor import Actor
from tracker.celltable import check_table
from tracker.enums import Edition
from tracker.indicator_enums import NUMERIC, Dimension
from tracker.models import Evidence, Indicator, Measurement, Report

from .errors import Duplicate
from .indicators import require_own
from .saving import check_fields, held, recorded, refused, save_version

FIELDS = frozenset(
    "period_start period_end value value_text numerator denominator status break_in_series comment "
    "evidence table".split()
)
# The days are what a measurement is about: they stay.
REVISABLE = FIELDS - {"period_start", "period_end"}
REQUIRED = ("period_start", "period_end", "status")


def add(
    actor: Actor, report: Report, indicator: Indicator, facts: Mapping[str, Any]
) -> Measurement:
    """Writes what was found in a period. Needs period_start, period_end, status, and a value, words
    or a table. Periods of one indicator do not overlap.

    Raises NotAllowed, ValidationError by field, or Duplicate with what stands there for the same
    days.
    """
    require_own(actor, report, indicator)
    missing = {name: [_("This is needed.")] for name in REQUIRED if not facts.get(name)}
    if missing:
        raise ValidationError(missing)
    found = Measurement(
        member=indicator.member,
        indicator=indicator,
        report=report,
        confidentiality=indicator.confidentiality,
    )
    _put(found, indicator, facts, FIELDS)
    with recorded(actor, "measurements.add"):
        require_own(actor, held(report), indicator)
        _hold(indicator)
        _require_document(found)
        _require_room(found)
        found.save(force_insert=True)
    return found


def change(
    actor: Actor,
    report: Report,
    measurement: Measurement,
    version: int,
    changes: Mapping[str, Any],
) -> Measurement:
    """Corrects a measurement; what stood before stays in the history. It counts as told in this
    report from now on. Raises NotAllowed, Conflict or ValidationError by field."""
    indicator = measurement.indicator
    require_own(actor, report, indicator)
    _put(measurement, indicator, changes, REVISABLE)
    with recorded(actor, "measurements.change"):
        require_own(actor, held(report), indicator)
        _require_document(measurement)
        measurement.report = report
        save_version(measurement, version, {*changes, "report"})
    return measurement


def remove(actor: Actor, report: Report, measurement: Measurement, version: int) -> None:
    """Takes a measurement away, as if nothing had been said. The history keeps it."""
    require_own(actor, report, measurement.indicator)
    with recorded(actor, "measurements.remove"):
        require_own(actor, held(report), measurement.indicator)
        rows = Measurement.objects.working().filter(pk=measurement.pk, version=version)
        gone, _by_model = rows.delete()
        if not gone:
            raise refused(measurement)


def warnings(indicator: Indicator, measurement: Measurement) -> list[str]:
    """What looks like an error and is none for sure: said, never a bar."""
    if not indicator.is_percentage:
        return []
    said = []
    value, part, whole = measurement.value, measurement.numerator, measurement.denominator
    if whole is None:
        said.append(_("A percentage says more with its denominator: of how many?"))
    if value is not None and value > 100:
        said.append(_("The value is over 100 per cent."))
    if value is not None and part is not None and whole and abs(100 * part / whole - value) > 1:
        said.append(_("The value is not the numerator as a share of the denominator."))
    return said


def _put(
    row: Measurement, indicator: Indicator, changes: Mapping[str, Any], allowed: frozenset[str]
) -> None:
    changes, problems = dict(changes), {}
    if "table" in changes:
        try:
            table = check_table(changes["table"], Dimension.values)
            changes["table"] = table.as_json() if table is not None else {}
        except ValidationError as error:
            problems["table"] = list(error.messages)
            del changes["table"]
    try:
        check_fields(row, changes, allowed)
    except ValidationError as error:
        problems |= error.message_dict
    problems = {**_problems(row, indicator), **problems}
    if problems:
        raise ValidationError(problems)


def _problems(row: Measurement, indicator: Indicator) -> dict[str, list[str]]:
    """The rules that bind several fields; the database holds those that it can."""
    found: dict[str, list[str]] = {}
    if row.period_start and row.period_end and row.period_end < row.period_start:
        found["period_end"] = [_("The period ends on its first day or later.")]
    if indicator.measure in NUMERIC:
        if row.value_text:
            found["value_text"] = [_("This indicator is measured in numbers.")]
        if row.value is None and row.numerator is None and not row.table:
            found["value"] = [_("Write the number, or fill in the table.")]
    else:
        if row.value is not None:
            found["value"] = [_("This indicator is measured in words.")]
        if not row.value_text and not row.table:
            found["value_text"] = [_("Write what was found, or fill in the table.")]
    if row.denominator is not None and row.denominator <= 0:
        found["denominator"] = [_("Write a number above zero, or leave it empty.")]
    if row.evidence is not None and (
        row.evidence.member_id != row.member_id or row.evidence.edition != Edition.WORKING
    ):
        found["evidence"] = [_("Choose a document of your own member.")]
    return found


def _hold(indicator: Indicator) -> None:
    """Two people writing for one indicator wait for each other: their days must not overlap."""
    rows = Indicator.objects.working().select_for_update(of=("self",), no_key=True)
    if not rows.filter(pk=indicator.pk).exists():
        raise refused(indicator)


def _require_document(row: Measurement) -> None:
    """The document that it names is still there, and stays until this is written."""
    rows = Evidence.objects.working().select_for_update(of=("self",), no_key=True)
    if row.evidence_id is not None and not rows.filter(pk=row.evidence_id).exists():
        raise ValidationError({"evidence": [_("This document was removed meanwhile.")]})


def _require_room(row: Measurement) -> None:
    """Overlapping days would let a reader take one table from another."""
    standing = (
        Measurement.objects.working()
        .filter(indicator=row.indicator_id)
        .filter(period_start__lte=row.period_end, period_end__gte=row.period_start)
        .order_by("period_start")
        .first()
    )
    if standing is None:
        return
    days = (standing.period_start, standing.period_end)
    if days == (row.period_start, row.period_end):
        raise Duplicate(standing)
    said = _("A measurement stands from %(first)s to %(last)s. Periods do not overlap.")
    raise ValidationError({"period_start": [said % {"first": days[0], "last": days[1]}]})
