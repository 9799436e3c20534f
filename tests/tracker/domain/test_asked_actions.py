"""A contributor asked for one action of a plan: writes it until it is ready, and no other."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.actor import Actor
from accounts.enums import Role
from tests import factories
from tracker.domain import actions, assignments
from tracker.domain.errors import Duplicate, NotAllowed
from tracker.models import Action, Assignment, Report

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(db: None) -> Report:
    return factories.make_report("KEN")


@pytest.fixture
def treasury(db: None) -> Actor:
    return factories.actor(factories.make_seat(Role.CONTRIBUTOR, "KEN"))


@pytest.fixture
def action(report: Report) -> Action:
    return factories.make_action(factories.make_plan("KEN"), "1.1")


def soon(days: int = 10) -> dt.date:
    return timezone.now().date() + dt.timedelta(days=days)


def stored(action: Action) -> Action:
    return Action.internal.get(pk=action.pk)


def test_contributor_writes_the_action_asked_for_and_no_other(amina, report, treasury, action):
    other = factories.make_action(action.plan, "1.2")
    with pytest.raises(NotAllowed):
        actions.change(treasury, action, 1, {"delivery": "met"})
    assignments.assign(amina, report, [action], soon(), treasury.seat)
    actions.change(treasury, action, 1, {"delivery": "met"})
    assert stored(action).delivery == "met"
    with pytest.raises(NotAllowed):
        actions.change(treasury, other, 1, {"delivery": "met"})
    with pytest.raises(NotAllowed):
        actions.change(treasury, action, 2, {"confidentiality": "restricted"})
    with pytest.raises(NotAllowed):
        actions.remove(treasury, action, 2)
    with pytest.raises(NotAllowed):
        actions.add(treasury, action.plan, {"text": "More"})
    assert (stored(action).version, stored(other).version) == (2, 1)


def test_ready_action_is_closed_until_it_is_put_back(amina, report, treasury, action):
    (part,) = assignments.assign(amina, report, [action], soon(), treasury.seat)
    assignments.call_ready(treasury, part, 1)
    with pytest.raises(NotAllowed, match="ready"):
        actions.change(treasury, action, 1, {"delivery": "met"})
    assignments.call_back(amina, part, 2)
    actions.change(treasury, action, 1, {"delivery": "met"})
    assert stored(action).delivery == "met"


def test_report_that_was_sent_closes_the_action_to_its_contributor(amina, report, treasury, action):
    assignments.assign(amina, report, [action], soon(), treasury.seat)
    factories.submitted(report, amina.seat)
    with pytest.raises(NotAllowed):
        actions.change(treasury, action, 1, {"delivery": "met"})
    actions.change(amina, action, 1, {"delivery": "met"})


def test_wrong_requests_are_refused_and_nothing_is_asked(amina, report, treasury, action):
    foreign = factories.make_action(factories.make_plan("NOR"))
    hidden = factories.make_action(factories.make_plan("KEN", confidentiality="restricted"))
    for wrong in (foreign, hidden):
        with pytest.raises(ValidationError) as refusal:
            assignments.assign(amina, report, [action, wrong], soon(), treasury.seat)
        assert "what" in refusal.value.message_dict
    assert not Assignment.internal.exists()
    assignments.assign(amina, report, [action], soon(), treasury.seat)
    with pytest.raises(Duplicate):
        assignments.assign(amina, report, [action], soon(), treasury.seat)
    hidden.plan.named_readers.add(treasury.seat)
    assignments.assign(amina, report, [hidden], soon(), treasury.seat)


def test_assignment_is_of_exactly_one_thing(report, treasury, action):
    facts = {"member": report.member, "due_on": report.due_on, "appointment": treasury.seat}
    for things in ({}, {"action": action, "entry": factories.entry_of(report)}):
        with pytest.raises(IntegrityError, match="of_one_thing"), transaction.atomic():
            Assignment.internal.create(**facts, **things)


def test_removed_action_is_asked_for_no_more(amina, report, treasury, action):
    assignments.assign(amina, report, [action], soon(), treasury.seat)
    actions.remove(amina, action, 1)
    assert not Assignment.internal.exists()
