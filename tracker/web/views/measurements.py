"""Measurements: what was found in a period, its table of counts, and how that will be published."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.actor import Actor
from tracker import rules
from tracker.celltable import read_table
from tracker.domain import measurements as verbs
from tracker.domain.errors import Conflict, Duplicate, require
from tracker.domain.publishing_indicators import SHARED, decide
from tracker.domain.sharing import note_reads
from tracker.enums import Confidentiality, Edition
from tracker.forms.groups import Theirs, differing
from tracker.forms.measurement import CellsForm, MeasurementForm, as_typed
from tracker.models import Evidence, Indicator, Measurement
from tracker.suppression import Outcome
from tracker.web.doors import actor_of, found, put_errors, working

from .indicators import own_indicator, require_report, version_of, version_on

MOST_DOCUMENTS = 200


@working
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What was found in a period not measured yet."""
    actor = actor_of(request)
    indicator, report = own_indicator(actor, public_id), require_report(actor)
    require(rules.may_write_indicators(actor, report))
    note_reads(actor, indicator)
    form, cells = _forms(request, actor, indicator)
    if _is_to_save(request, form, cells):
        try:
            row = verbs.add(actor, report, indicator, {**form.facts(), "table": cells.table})
        except ValidationError as error:
            _put(form, cells, error)
        except Duplicate:
            form.add_error("period_start", _("A measurement for these days stands already."))
        else:
            return _saved(request, indicator, row)
    return _page(request, form, cells, indicator)


@working
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One measurement: to read, and to correct where a rule allows it. Who saves an old version
    sees what stands now, and what they typed stays."""
    actor = actor_of(request)
    row, report = _own(actor, public_id), require_report(actor)
    require(rules.may_write_indicators(actor, report))
    note_reads(actor, row)
    form, cells = _forms(request, actor, row.indicator, row)
    if _is_to_save(request, form, cells):
        changes = {**form.facts(), "table": cells.table}
        try:
            verbs.change(actor, report, row, version_of(request), changes)
        except ValidationError as error:
            _put(form, cells, error)
        except Conflict:
            now = _own(actor, public_id)
            stored, table = MeasurementForm(now.indicator, _documents(actor), None, now), now.table
            theirs = differing(form, stored) + differing(cells, CellsForm(None, read_table(table)))
            return _page(request, form, cells, now.indicator, now, theirs)
        else:
            return _saved(request, row.indicator, row)
    return _page(request, form, cells, row.indicator, row)


@working
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """GET asks, POST takes the measurement away."""
    actor = actor_of(request)
    row, report = _own(actor, public_id), require_report(actor)
    require(rules.may_write_indicators(actor, report))
    note_reads(actor, row)
    if request.method == "POST":
        verbs.remove(actor, report, row, version_of(request))
        messages.success(request, _("The measurement is removed."))
        return redirect("tracker:indicator", public_id=row.indicator.public_id)
    named = {
        "indicator": row.indicator,
        "row": row,
        "title": _("Remove the measurement?"),
        "period": row,
        "consequence": _("As if nothing had been said of this period."),
    }
    return render(request, "indicators/remove.html", named)


def _own(actor: Actor, public_id: UUID) -> Measurement:
    rows = Measurement.objects.visible_to(actor).filter(
        edition=Edition.WORKING, member=actor.member_id, public_id=public_id
    )
    return found(  # type: ignore[no-any-return]
        rows.select_related("indicator__member", "indicator__framework", "member", "evidence")
    )


def _forms(
    request: HttpRequest, actor: Actor, indicator: Indicator, row: Measurement | None = None
) -> tuple[MeasurementForm, CellsForm]:
    data = request.POST if request.method == "POST" else None
    form = MeasurementForm(indicator, _documents(actor), data, row)
    stored = read_table(row.table) if row is not None else None
    more = data.get("more", "") if data is not None else ""
    cells = CellsForm(data, stored, more)
    if more:
        as_typed(form, cells)
    return form, cells


def _documents(actor: Actor) -> QuerySet[Evidence]:
    """Those that a measurement may name."""
    rows = Evidence.objects.visible_to(actor).filter(
        member=actor.member_id, edition=Edition.WORKING
    )
    return rows.exclude(confidentiality=Confidentiality.RESTRICTED)


def _is_to_save(request: HttpRequest, form: MeasurementForm, cells: CellsForm) -> bool:
    if request.method != "POST" or request.POST.get("more"):
        return False
    answers = [form.is_valid(), cells.is_valid()]
    return all(answers)


def _put(form: MeasurementForm, cells: CellsForm, error: ValidationError) -> None:
    """Each refusal by its field; those of the table above the grid."""
    said = dict(error.message_dict)
    for message in said.pop("table", []):
        cells.add_error(None, message)
    put_errors(form, ValidationError(said))


def _saved(request: HttpRequest, indicator: Indicator, row: Measurement) -> HttpResponse:
    messages.success(request, _("The measurement is saved."))
    for warning in verbs.warnings(indicator, row):
        messages.warning(request, warning)
    return redirect("tracker:measurement", public_id=row.public_id)


def _page(
    request: HttpRequest,
    form: MeasurementForm,
    cells: CellsForm,
    indicator: Indicator,
    row: Measurement | None = None,
    theirs: Theirs = None,
) -> HttpResponse:
    named: dict[str, Any] = {
        "form": form,
        "cells": cells,
        "indicator": indicator,
        "measurement": row,
        "version": version_on(request, row, theirs),
        "theirs": theirs,
        "title": _("Correct the measurement") if row else _("Add a measurement"),
    }
    is_wrong = bool(form.errors or cells.errors)
    if row is not None and not is_wrong and not request.POST:
        named["preview"] = _preview(row)
    return render(request, "indicators/measurement.html", named, status=_status(is_wrong, theirs))


def _status(is_wrong: bool, theirs: Theirs) -> int:
    return 409 if theirs is not None else 400 if is_wrong else 200


def _preview(row: Measurement) -> dict[str, Any]:
    """How the published copy will look, with the words why."""
    outcome = decide(row)
    return {
        "is_shared": row.confidentiality in SHARED,
        "outcome": outcome,
        "table": outcome.table,
        "why": _why(outcome, row.indicator),
    }


def _why(outcome: Outcome, indicator: Indicator) -> Sequence[str]:
    said = []
    if outcome.is_held_back:
        said.append(
            _(
                "The table stays back whole: beside what is published already it would give a "
                "small count away."
            )
        )
    elif outcome.small:
        most = indicator.minimum_cell - 1
        said.append(
            _("Counts from 1 to %(most)d are left out: few people can be made out.")
            % {"most": most}
        )
        if outcome.hidden - outcome.small:
            said.append(
                _("Larger counts are left out too, so that nobody can work the small ones out.")
            )
    elif outcome.hidden:
        said.append(_("What was left out in an earlier publication stays left out."))
    if not outcome.shows_headline:
        said.append(
            _("The numbers of the measurement are left out: they would tell a small count.")
        )
    return said
