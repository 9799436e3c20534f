"""Which rows somebody finds and whether one row may be read are one policy said twice: as a filter
and as a rule. Random worlds hold the two together."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.actor import PUBLIC, Actor
from accounts.enums import NETWORK_ROLES, Role
from tests import factories
from tests.drawing import PROOF
from tests.tracker.indicating import make_indicator, make_measurement
from tracker.domain.publication import withdraw_edition
from tracker.enums import Confidentiality
from tracker.models import (
    Action,
    Assignment,
    BudgetFigure,
    BudgetLine,
    Evidence,
    Indicator,
    Measurement,
    Plan,
    ProgressEntry,
    Report,
)
from tracker.rules.reading import may_read

pytestmark = pytest.mark.django_db
CODES = ("2022-07", "2022-08", "2022-09")
CONTENT = (
    ProgressEntry,
    Evidence,
    BudgetLine,
    BudgetFigure,
    Indicator,
    Measurement,
    Plan,
    Action,
)

classes = st.sampled_from(Confidentiality.values)


def a_report(member: str, drawn: list[str], state: str, changed: list[str]) -> Report:
    """A member's report on three recommendations, on its way or past it; `changed` are the classes
    that the working rows got after they had been published."""
    report = factories.make_report(member)
    for code, confidentiality in zip(CODES, drawn, strict=True):
        factories.answer(report, code, confidentiality=confidentiality)
        line = factories.make_line(report, code, confidentiality=confidentiality)
        factories.make_figure(report, line)
        plan = factories.make_plan(member, title=code, confidentiality=confidentiality)
        factories.make_action(plan, code)
        indicator = make_indicator(report, code=code, confidentiality=confidentiality)
        make_measurement(report, indicator)
    if state in ("published", "withdrawn"):
        factories.published(report)
    elif state == "submitted":
        factories.submitted(report)
    if state == "withdrawn":
        withdraw_edition(report)
    for code, confidentiality in zip(CODES, changed, strict=True):
        for model, path in (
            (ProgressEntry, "recommendation__code"),
            (Evidence, "entries__recommendation__code"),
            (BudgetLine, "recommendation__code"),
            (BudgetFigure, "line__recommendation__code"),
            (Plan, "title"),
            (Action, "plan__title"),
            (Indicator, "code"),
            (Measurement, "indicator__code"),
        ):
            rows = model.internal.filter(**{path: code, "edition": "working"}, member=report.member)
            model.internal.filter(pk__in=list(rows.values_list("pk", flat=True))).update(
                confidentiality=confidentiality
            )
    return report


def a_reader(role: str | None, home: str, reviews: list[str]) -> Actor:
    if role is None:
        return PUBLIC
    if role == Role.REVIEWER:
        return factories.actor(factories.make_seat(role, reviews=reviews))
    return factories.actor(factories.make_seat(role, None if role in NETWORK_ROLES else home))


@settings(
    max_examples=120 if PROOF else 50,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    drawn=st.lists(classes, min_size=3, max_size=3),
    changed=st.lists(classes, min_size=3, max_size=3),
    states=st.tuples(*[st.sampled_from(["draft", "submitted", "published", "withdrawn"])] * 2),
    role=st.sampled_from([None, *Role.values]),
    reviews=st.lists(st.sampled_from(["KEN", "NOR"]), unique=True),
    asked=st.lists(st.sampled_from(CODES), unique=True),
    line_alone=st.booleans(),
    named=st.lists(st.integers(0, 11), unique=True),
)
def test_row_is_found_exactly_where_the_rule_lets_it_be_read(
    drawn, changed, states, role, reviews, asked, line_alone, named
):
    with transaction.atomic():
        home = a_report("KEN", drawn, states[0], changed)
        a_report("NOR", list(reversed(drawn)), states[1], changed)
        reader = a_reader(role, "KEN", reviews)
        if role == Role.CONTRIBUTOR:
            ask(home, reader, asked, line_alone)
        holders = [
            row
            for model in (ProgressEntry, Evidence, BudgetLine, Plan)
            for row in model.internal.filter(
                member=home.member, edition="working", confidentiality="restricted"
            ).order_by("pk")
        ]
        if reader.seat is not None:
            for place in named:
                if place < len(holders):
                    holders[place].named_readers.add(reader.seat)
        for model in CONTENT:
            found = set(model.objects.visible_to(reader).values_list("pk", flat=True))
            allowed = {row.pk for row in model.internal.all() if may_read(reader, row)}
            assert found == allowed, model.__name__
            ids = model.internal.filter(pk__in=found).values_list("public_id", flat=True)
            assert len(ids) == len(set(ids))
        transaction.set_rollback(True)


def ask(report: Report, contributor: Actor, codes: list[str], line_alone: bool) -> None:
    for code in codes:
        Assignment.internal.create(
            member=report.member,
            appointment=contributor.seat,
            entry=factories.entry_of(report, code),
            due_on=dt.date(2027, 1, 1),
        )
    if line_alone:
        line = BudgetLine.internal.filter(member=report.member, edition="working").first()
        Assignment.internal.create(
            member=report.member,
            appointment=contributor.seat,
            budget_line=line,
            due_on=dt.date(2027, 1, 1),
        )
