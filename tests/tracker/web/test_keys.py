"""Keys for the API: made by their owner, shown once, dead with the seat."""

from __future__ import annotations

import datetime as dt
import logging
import re

import pytest
from django.test import Client
from django.utils import timezone

from accounts.actor import Actor
from accounts.enums import Role
from accounts.models import ApiToken, Appointment, User
from tests import factories
from tests.tracker.web.pages import as_person, text
from tracker.domain import handing_over, keys, seats
from tracker.domain.errors import NotAllowed
from tracker.models import OutgoingMail

pytestmark = pytest.mark.django_db
KEYS = "/en/account/keys/"
KEY = re.compile(r'<code id="key">([0-9a-f]{64})</code>')
NEW = {"label": "Nightly copy", "scope": "write", "days": "30"}


@pytest.fixture(autouse=True)
def entry(db: None):
    return factories.answer(factories.make_report("KEN"))


def made(actor: Actor, **said: str) -> str:
    page = as_person(actor).post(KEYS, NEW | said)
    found = KEY.search(text(page))
    assert found, text(page)
    return found[1]


def opens(key: str, entry) -> int:
    client = Client(headers={"Authorization": f"Token {key}"})
    return client.get(f"/api/v1/entries/{entry.public_id}/").status_code


def writes(key: str, entry) -> int:
    client = Client(headers={"Authorization": f"Token {key}", "If-Match": f'"{entry.version}"'})
    path = f"/api/v1/entries/{entry.public_id}/"
    said = {"narrative": "By script."}
    return client.patch(path, said, content_type="application/json").status_code


def test_key_is_shown_once_and_works(amina: Actor, entry) -> None:
    client = as_person(amina)
    page = client.post(KEYS, NEW)
    key = KEY.search(text(page))[1]
    assert "no-store" in page["Cache-Control"]
    assert f'curl -fsS -H "Authorization: Token {key}"' in text(page).replace("&quot;", '"')
    assert key not in text(client.get(KEYS))
    assert "Nightly copy" in text(client.get(KEYS))
    assert opens(key, entry) == 200


def test_only_the_digest_is_stored_and_nothing_repeats_the_key(
    amina: Actor, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        key = made(amina)
    row = ApiToken.objects.get()
    stored = " ".join(str(getattr(row, f.attname)) for f in row._meta.fields)
    assert key[:8] not in stored
    assert (row.seat, row.user, row.scope) == (amina.seat, amina.user, "write")
    assert abs(row.expiry - timezone.now() - dt.timedelta(days=30)) < dt.timedelta(minutes=1)
    ours = [r.getMessage() for r in caplog.records if r.name != "django.db.backends"]
    assert key not in " ".join(ours)
    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"label": "  "}, "label"),
        ({"label": "x" * 81}, "label"),
        ({"scope": "admin"}, "scope"),
        ({"days": "0"}, "days"),
        ({"days": "367"}, "days"),
        ({"days": "soon"}, "days"),
    ],
)
def test_wrong_words_make_no_key_and_stay(amina: Actor, said: dict[str, str], field: str) -> None:
    page = as_person(amina).post(KEYS, NEW | said)
    assert page.status_code == 400
    assert field in page.context["form"].errors
    assert not ApiToken.objects.exists()


def test_list_holds_the_keys_of_the_active_seat_alone(amina: Actor, otieno: Actor) -> None:
    elsewhere = factories.make_seat(Role.VIEWER, "NOR", amina.user)
    keys.issue(factories.actor(elsewhere), "Of Norway", "read", 5)
    keys.issue(otieno, "Of Otieno", "read", 5)
    keys.issue(amina, "Own", "read", 5)
    page = text(as_person(amina).get(KEYS))
    assert "Own" in page
    assert "Of Norway" not in page
    assert "Of Otieno" not in page


def test_revoked_key_is_dead_at_the_next_request(amina: Actor, entry) -> None:
    key = made(amina)
    handle = ApiToken.objects.get().handle
    as_person(amina).post(KEYS, {"revoke": handle})
    assert opens(key, entry) == 401
    assert not ApiToken.objects.exists()


def test_nobody_revokes_somebody_elses_key(amina: Actor, otieno: Actor, entry) -> None:
    key = made(amina)
    token = ApiToken.objects.get()
    admin = factories.actor(factories.make_seat(Role.ADMINISTRATOR))
    for other in (otieno, admin):
        assert as_person(other).post(KEYS, {"revoke": token.handle}).status_code == 404
        with pytest.raises(NotAllowed):
            keys.revoke(other, token)
    assert opens(key, entry) == 200


def test_expired_key_opens_nothing_and_is_marked(amina: Actor, entry) -> None:
    key = made(amina)
    ApiToken.objects.update(expiry=timezone.now() - dt.timedelta(seconds=1))
    assert opens(key, entry) == 401
    assert "Ran out" in text(as_person(amina).get(KEYS))


def test_key_that_reads_writes_nothing(amina: Actor, entry) -> None:
    assert writes(made(amina, scope="read"), entry) == 403
    assert writes(made(amina), entry) == 200


def test_key_dies_with_its_seat(amina: Actor, otieno: Actor, entry) -> None:
    key = made(otieno)
    assert opens(key, entry) == 200
    seats.end(amina, otieno.seat, "Left the mission")
    assert opens(key, entry) == 401
    assert not ApiToken.objects.exists()


def test_key_dies_on_the_day_after_its_seats_last(amina: Actor, entry) -> None:
    key = made(amina)
    yesterday = timezone.now().date() - dt.timedelta(days=1)
    Appointment.objects.filter(pk=amina.seat.pk).update(ends_on=yesterday)
    assert opens(key, entry) == 401


def test_key_dies_with_the_account(amina: Actor, entry) -> None:
    key = made(amina)
    User.objects.filter(pk=amina.user.pk).update(is_active=False)
    assert opens(key, entry) == 401


def test_key_dies_when_the_seat_is_given_to_somebody_else(amina: Actor, entry) -> None:
    key = made(amina)
    admin = factories.actor(factories.make_seat(Role.ADMINISTRATOR))
    seats.replace(admin, amina.seat, email="next@ken.example", reason="Vanished", document="Note 7")
    assert opens(key, entry) == 401


def test_key_of_a_seat_handed_over_only_reads_and_no_new_one_is_made(amina: Actor, entry) -> None:
    key = made(amina)
    today = timezone.now().date()
    Appointment.objects.filter(pk=amina.seat.pk).update(
        read_only_from=today, ends_on=today + dt.timedelta(days=30)
    )
    assert (opens(key, entry), writes(key, entry)) == (200, 403)
    client = as_person(amina)
    assert "handed over" in text(client.get(KEYS))
    assert client.post(KEYS, NEW).status_code == 403
    assert ApiToken.objects.count() == 1
    client.post(KEYS, {"revoke": ApiToken.objects.get().handle})
    assert opens(key, entry) == 401


def test_key_lives_through_a_hand_over_and_dies_when_the_seat_closes(amina: Actor, entry) -> None:
    key = made(amina)
    today = timezone.now().date()
    handing_over.hand_over(amina, email="next@ken.example", last_day=today, language="en")
    seat = Appointment.objects.get(pk=amina.seat.pk)
    assert (opens(key, entry), seat.ends_on) == (200, today + dt.timedelta(days=30))
    # The same seat, 31 days on.
    Appointment.objects.filter(pk=seat.pk).update(
        read_only_from=today - dt.timedelta(days=30), ends_on=today - dt.timedelta(days=1)
    )
    assert opens(key, entry) == 401


def test_person_without_a_seat_is_told_why_there_are_no_keys() -> None:
    client = Client()
    client.force_login(factories.make_user())
    assert "you hold none now" in text(client.get(KEYS))
    assert client.post(KEYS, NEW).status_code == 403
