"""Writing indicators: what a member watches, from where it starts and where it is to go."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.actor import Actor
from recommendations.models import Recommendation
from tracker import rules
from tracker.enums import Confidentiality
from tracker.indicator_enums import Collected, Dimension
from tracker.models import Indicator, Measurement, Report
from tracker.models.indicator import plain
from tracker.suppression import LEAST_CELL, LEAST_CELL_VIOLENCE
from tracker.validators import plausible_date

from . import publishing_indicators, snapshots
from .errors import NotAllowed, require
from .saving import check_fields, held, recorded, refused, save_version

FIELDS = frozenset(
    "framework code text language pillar level nature measure unit direction numerator_definition "
    "denominator_definition definition source custodian method frequency disaggregation "
    "baseline_value baseline_date baseline_source targets violence_data minimum_cell "
    "recommendations confidentiality".split()
)
REQUIRED = ("framework", "text", "language", "level", "measure")
MOST_TARGETS = 20


def add(actor: Actor, report: Report, facts: Mapping[str, Any]) -> Indicator:
    """Adds an indicator, told in this report. Needs framework, text, language, level and measure;
    numbers are Decimal, a target is {"on": day, "value": number as a text}.

    Raises NotAllowed or ValidationError by field.
    """
    require(rules.may_write_indicators(actor, report))
    _require_all({name: facts.get(name) for name in REQUIRED})
    indicator = Indicator(member=report.member, report=report)
    _put(indicator, facts)
    with recorded(actor, "indicators.add"):
        require(rules.may_write_indicators(actor, held(report)))
        indicator.save(force_insert=True)
    return indicator


def change(
    actor: Actor, report: Report, indicator: Indicator, version: int, changes: Mapping[str, Any]
) -> Indicator:
    """Changes what is said of an indicator. Its class goes over to its measurements.

    Raises NotAllowed, Conflict or ValidationError by field.
    """
    require_own(actor, report, indicator)
    _require_all({name: changes[name] for name in REQUIRED if name in changes})
    names = _put(indicator, changes)
    with recorded(actor, "indicators.change"):
        require_own(actor, held(report), indicator)
        save_version(indicator, version, names)
        if "confidentiality" in names:
            _show_measurements(indicator)
    return indicator


def remove(actor: Actor, report: Report, indicator: Indicator, version: int) -> None:
    """Takes an indicator away with all its measurements. What was published of it goes when the
    report is published again, or at once by `withdraw`. Raises NotAllowed, Conflict or Gone."""
    require_own(actor, report, indicator)
    with recorded(actor, "indicators.remove"):
        require_own(actor, held(report), indicator)
        rows = Indicator.objects.working().select_for_update(of=("self",))
        if not rows.filter(pk=indicator.pk, version=version).exists():
            raise refused(indicator)
        Measurement.objects.working().filter(indicator=indicator.pk).delete()
        Indicator.objects.working().filter(pk=indicator.pk).delete()


def withdraw(actor: Actor, indicator: Indicator, reason: str) -> None:
    """Takes what is published of an indicator away at once, and closes it to everybody but its
    member and the reviewers, so that no later publication shows it by itself.

    Raises NotAllowed, or ValidationError without a reason.
    """
    require(rules.may_withdraw_indicator(actor, indicator))
    if not reason.strip():
        raise ValidationError({"reason": [_("Say why. Those who work on it read this.")]})
    with recorded(actor, "indicators.withdraw", reason.strip()):
        snapshots.hold_publication()
        publishing_indicators.take_away(indicator)
        working = Indicator.objects.working().filter(public_id=indicator.public_id).first()
        shared = publishing_indicators.SHARED
        if working is not None and working.confidentiality in shared:
            working.confidentiality = Confidentiality.MEMBER
            save_version(working, working.version, {"confidentiality"})
            _show_measurements(working)
        snapshots.blank_hidden(indicator.member_id)


def require_own(actor: Actor, report: Report, indicator: Indicator) -> None:
    """Indicators are written in a report of their own member. Raises NotAllowed."""
    if indicator.member_id != report.member_id:
        raise NotAllowed(_("This indicator belongs to another member."))
    require(rules.may_write_indicators(actor, report))


def number_of(told: Any) -> Decimal | None:
    """A number in plain digits as a Decimal; None for anything else."""
    try:
        number = Decimal(told) if isinstance(told, str) else None
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() else None


def _show_measurements(indicator: Indicator) -> None:
    rows = Measurement.objects.working().filter(indicator=indicator.pk)
    rows.update(confidentiality=indicator.confidentiality)


def _require_all(facts: Mapping[str, Any]) -> None:
    missing = {name: [_("This is needed.")] for name, value in facts.items() if not value}
    if missing:
        raise ValidationError(missing)


def _put(indicator: Indicator, changes: Mapping[str, Any]) -> set[str]:
    """Puts the changes on the indicator, each checked. Returns the names to write."""
    changes = dict(changes)
    violence = changes.get("violence_data", indicator.violence_data)
    if violence and "minimum_cell" not in changes:
        changes["minimum_cell"] = max(indicator.minimum_cell, LEAST_CELL_VIOLENCE)
    problems: dict[str, list[str]] = {}
    for name, check in CHECKS.items():
        if name in changes:
            try:
                changes[name] = check(changes[name])
            except ValidationError as error:
                problems[name] = list(error.messages)
                del changes[name]
    try:
        check_fields(indicator, changes, FIELDS)
    except ValidationError as error:
        problems |= error.message_dict
    if "minimum_cell" not in problems and "violence_data" not in problems:
        least = LEAST_CELL_VIOLENCE if indicator.violence_data else LEAST_CELL
        if indicator.minimum_cell < least:
            problems["minimum_cell"] = [_("Write at least %(least)d here.") % {"least": least}]
    if indicator.baseline_value is not None and indicator.baseline_date is None:
        problems.setdefault("baseline_date", [_("Say of which day the baseline is.")])
    if problems:
        raise ValidationError(problems)
    return set(changes)


def _recommendations(told: Any) -> list[str]:
    codes = list(told) if isinstance(told, list | tuple | set) else []
    if not all(isinstance(code, str) for code in codes):
        raise ValidationError(_("Write the codes of recommendations."))
    found = Recommendation.objects.filter(code__in=codes).order_by("code")
    known = list(found.values_list("code", flat=True))
    if unknown := sorted(set(codes) - set(known)):
        raise ValidationError(
            _("No recommendation has the code %(code)s.") % {"code": ", ".join(unknown)[:100]}
        )
    return known


def _disaggregation(told: Any) -> dict[str, str]:
    if not isinstance(told, Mapping) or any(name not in Dimension.values for name in told):
        raise ValidationError(
            _("Known dimensions are: %(names)s.") % {"names": ", ".join(Dimension.values)}
        )
    if any(said not in (*Collected.values, "", None) for said in told.values()):
        raise ValidationError(_("Say of each: collected, or not collected on purpose."))
    return {name: str(told[name]) for name in Dimension.values if told.get(name)}


def _targets(told: Any) -> list[dict[str, str]]:
    if not isinstance(told, list) or len(told) > MOST_TARGETS:
        raise ValidationError(
            _("Give a list of at most %(most)d targets.") % {"most": MOST_TARGETS}
        )
    found: dict[dt.date, Decimal] = {}
    for one in told:
        if not isinstance(one, Mapping) or set(one) != {"on", "value"}:
            raise ValidationError(_("A target has a day (“on”) and a value."))
        day, number = _day(one["on"]), number_of(one["value"])
        if number is None or abs(number) >= 10**17 or number != round(number, 3):
            raise ValidationError(
                _("Write the value of a target as a number in quotation marks, such as “40”.")
            )
        if day in found:
            raise ValidationError(_("Give one target for each day."))
        found[day] = number
    return [{"on": day.isoformat(), "value": plain(found[day])} for day in sorted(found)]


def _day(told: Any) -> dt.date:
    try:
        day = dt.date.fromisoformat(told) if isinstance(told, str) else None
    except ValueError:
        day = None
    if day is None:
        raise ValidationError(_("Write the day of a target such as 2030-12-31."))
    plausible_date(day)
    return day


CHECKS = {
    "recommendations": _recommendations,
    "disaggregation": _disaggregation,
    "targets": _targets,
}
