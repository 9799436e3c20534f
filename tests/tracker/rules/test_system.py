from __future__ import annotations

import pytest

from accounts.actor import PUBLIC, SYSTEM
from accounts.enums import Role
from tests.tracker.rules.cases import reading_only, seat
from tracker import rules

pytestmark = pytest.mark.django_db

SECRETARIAT = {Role.REVIEWER, Role.ADMINISTRATOR}


@pytest.mark.parametrize(
    ("rule", "roles"),
    [
        (rules.may_use_admin, SECRETARIAT),
        (rules.may_manage, SECRETARIAT),
        (rules.may_open_cycle, SECRETARIAT),
        (rules.may_change_cycle, SECRETARIAT),
        (rules.may_import_communique, SECRETARIAT),
        (rules.may_seal_snapshot, SECRETARIAT),
        (rules.may_manage_people, {Role.ADMINISTRATOR}),
        (rules.may_read_mail, {Role.ADMINISTRATOR}),
        (rules.may_see_silence, SECRETARIAT),
        (rules.may_see_overview, SECRETARIAT | {Role.CO_CHAIR}),
        (rules.may_read_log, SECRETARIAT | {Role.FOCAL_POINT, Role.DEPUTY}),
    ],
)
def test_systems_pages_are_for_these_seats_alone(rule, roles):
    assert {role for role in Role if rule(seat(role))} == roles
    assert not rule(PUBLIC)


def test_cycles_are_run_by_the_system_and_not_by_a_token_that_reads():
    for rule in (
        rules.may_open_cycle,
        rules.may_change_cycle,
        rules.may_import_communique,
        rules.may_seal_snapshot,
    ):
        assert rule(SYSTEM)
        assert not rule(reading_only(seat(Role.REVIEWER)))
