from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from accounts.domain import tokens
from accounts.models import ApiToken
from tests import factories
from tests.tracker.api.conftest import ROOT, Api, ids, problem


@pytest.fixture
def draft(db):
    return factories.answer(factories.make_report("KEN"))


def test_token_of_a_seat_reads_and_writes_as_that_seat(api, amina, draft):
    answered = api(amina).patch(f"entries/{draft.public_id}/", {"narrative": "By script."})
    assert answered.status_code == 200
    assert factories.entry_of(draft.report).narrative == "By script."


def test_only_the_digest_of_a_key_is_stored(amina):
    token, key = tokens.issue(amina.seat)
    assert key not in str(ApiToken.objects.filter(pk=token.pk).values().get())
    assert len(key) == 64


@pytest.mark.parametrize(
    "header",
    [
        "Token wrong",
        "Token " + "0" * 64,
        "Token",
        "Token a b",
        "Basic AG46AA==",
        "Bearer abc",
        "Token \xe9\xff",
    ],
)
def test_header_that_is_no_valid_token_is_a_401_also_for_public_reads(api, header):
    answered = api().get("entries/", Authorization=header)
    problem(answered, 401, "sign-in")
    assert answered["WWW-Authenticate"] == "Token"


def test_expired_token_is_a_401(api, amina):
    caller = api(amina)
    ApiToken.objects.update(expiry=timezone.now() - dt.timedelta(seconds=1))
    problem(caller.get("entries/"), 401, "sign-in")


def test_token_of_an_ended_seat_is_a_401(api, amina, draft):
    caller = api(amina)
    assert caller.get(f"entries/{draft.public_id}/").status_code == 200
    type(amina.seat).objects.filter(pk=amina.seat.pk).update(ends_on=dt.date(2024, 1, 1))
    problem(caller.get("entries/"), 401, "sign-in")


def test_token_of_a_disabled_person_is_a_401(api, amina):
    caller = api(amina)
    type(amina.user).objects.filter(pk=amina.user.pk).update(is_active=False)
    problem(caller.get("entries/"), 401, "sign-in")


def test_read_token_of_a_focal_point_writes_nothing(api, amina, draft):
    caller = api(amina, scope="read")
    refused = caller.patch(f"entries/{draft.public_id}/", {"narrative": "By script."})
    assert "write" in problem(refused, 403, "not-allowed")["detail"]
    assert factories.entry_of(draft.report).narrative == draft.narrative


def test_write_token_of_a_viewer_stays_a_viewers(api, otieno, draft):
    refused = api(otieno).patch(f"entries/{draft.public_id}/", {"narrative": "By script."})
    problem(refused, 403, "not-allowed")
    assert factories.entry_of(draft.report).narrative == draft.narrative


def test_token_acts_from_its_own_seat_only(api, amina, draft):
    norway = factories.make_seat("focal_point", "NOR", amina.user)
    assert api(factories.actor(norway)).get(f"entries/{draft.public_id}/").status_code == 404
    assert api(amina).get(f"entries/{draft.public_id}/").status_code == 200


def test_use_of_a_token_is_noted_once_a_minute(api, amina):
    caller = api(amina)
    caller.get("cycles/")
    first = ApiToken.objects.get().last_used_at
    caller.get("cycles/")
    assert ApiToken.objects.get().last_used_at == first
    ApiToken.objects.update(last_used_at=first - dt.timedelta(minutes=2))
    caller.get("cycles/")
    assert ApiToken.objects.get().last_used_at > first


def test_anonymous_write_is_a_401_whatever_is_there(api, draft):
    seen = api().patch(f"entries/{draft.public_id}/", {"narrative": "x"})
    unseen = api().patch("entries/00000000-0000-4000-8000-000000000000/", {"narrative": "x"})
    assert problem(seen, 401, "sign-in") == problem(unseen, 401, "sign-in")


def test_session_without_csrf_token_writes_nothing(amina, draft):
    client = Client(enforce_csrf_checks=True)
    client.force_login(amina.user)
    sent = {"data": '{"narrative": "x"}', "content_type": "application/json"}
    refused = client.patch(f"{ROOT}entries/{draft.public_id}/", **sent, headers={"If-Match": '"1"'})
    problem(refused, 403, "not-allowed")
    assert factories.entry_of(draft.report).narrative == draft.narrative


def test_session_with_csrf_token_writes(amina, draft, settings):
    client = Client(enforce_csrf_checks=True)
    client.force_login(amina.user)
    secret = "a" * 32
    client.cookies[settings.CSRF_COOKIE_NAME] = secret
    answered = client.patch(
        f"{ROOT}entries/{draft.public_id}/",
        data='{"narrative": "By page."}',
        content_type="application/json",
        headers={"If-Match": '"1"', "X-CSRFToken": secret},
    )
    assert answered.status_code == 200
    assert factories.entry_of(draft.report).narrative == "By page."


def test_signed_in_person_without_a_seat_reads_as_the_public_and_writes_nothing(draft):
    client = Client()
    client.force_login(factories.make_user())
    assert client.get(f"{ROOT}entries/{draft.public_id}/").status_code == 404
    refused = client.post(f"{ROOT}evidence/", "{}", content_type="application/json")
    problem(refused, 403, "not-allowed")


def test_token_counts_more_than_the_session_beside_it(api, amina, kari, draft):
    caller: Api = api(kari)
    caller.client.force_login(amina.user)
    assert ids(caller.get("entries/?member=KEN")) == []
