from __future__ import annotations

import pytest

from accounts.actor import PUBLIC, Actor
from tests import factories
from tests.tracker.rules.cases import allowed, denied, handed_over, reading_only
from tracker import rules
from tracker.domain import keys

pytestmark = pytest.mark.django_db


def test_key_is_made_at_a_seat_in_office(amina):
    allowed(rules.may_make_key(amina))
    denied(rules.may_make_key(PUBLIC), "hold none")
    denied(rules.may_make_key(Actor(user=amina.user)), "hold none")
    denied(rules.may_make_key(reading_only(amina)), "scope")
    denied(rules.may_make_key(handed_over(amina)), "handed over")


def test_key_is_ended_by_its_owner_from_any_seat(amina, otieno):
    key, _text = keys.issue(amina, "Scripts", "read", 30)
    allowed(rules.may_revoke_key(handed_over(amina), key))
    allowed(rules.may_revoke_key(Actor(user=amina.user), key))
    denied(rules.may_revoke_key(otieno, key), "Only its owner")
    denied(rules.may_revoke_key(PUBLIC, key), "Only its owner")
    assert factories.kari().user.pk != key.user_id
