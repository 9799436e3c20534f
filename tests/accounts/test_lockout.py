"""Guessing: five tries per account and address, never more than fifteen minutes, and nobody locks
somebody else out. What the page says betrays no account."""

from __future__ import annotations

import datetime as dt
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from accounts.models import User
from tests import authenticators, factories
from tracker.models import OutgoingMail

LOCKED = "too many tries"
HERE, ELSEWHERE = "192.0.2.1", "198.51.100.7"
NOW = dt.datetime(2026, 11, 25, 12, tzinfo=dt.UTC)
WINDOW = dt.timedelta(minutes=15)


@pytest.fixture(autouse=True)
def _no_earlier_tries(settings) -> None:
    cache.clear()
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login": "10000/m/ip"}


@pytest.fixture
def minister(db: None) -> User:
    return factories.make_user("minister@ken.example", password=factories.PASSWORD)


def attempt(email: str, password: str = "not this one", address: str = HERE) -> HttpResponse:
    said = {"login": email, "password": password}
    return Client(REMOTE_ADDR=address).post("/en/login/", said)


def is_locked(response: HttpResponse) -> bool:
    return LOCKED in response.content.decode()


@pytest.fixture
def hashes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was hashed, in order: the work that a stranger could time."""
    done: list[str] = []
    encode = Argon2PasswordHasher.encode

    def counted(self, password, salt):
        done.append(password)
        return encode(self, password, salt)

    verify = Argon2PasswordHasher.verify

    def counted_verify(self, password, encoded):
        done.append(password)
        return verify(self, password, encoded)

    monkeypatch.setattr(Argon2PasswordHasher, "encode", counted)
    monkeypatch.setattr(Argon2PasswordHasher, "verify", counted_verify)
    return done


@pytest.mark.django_db
def test_sixth_try_is_not_looked_at_even_with_the_right_password(minister: User, hashes) -> None:
    for _ in range(5):
        assert not is_locked(attempt(minister.email))
    assert len(hashes) == 5
    response = attempt(minister.email, factories.PASSWORD)
    assert is_locked(response)
    assert response.status_code == 200
    assert len(hashes) == 5


@pytest.mark.django_db
def test_lock_is_over_after_fifteen_minutes_however_much_was_tried(minister: User) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        for _ in range(12):
            attempt(minister.email)
        clock.shift(WINDOW - dt.timedelta(seconds=1))
        assert is_locked(attempt(minister.email))
        clock.shift(dt.timedelta(seconds=2))
        assert attempt(minister.email, factories.PASSWORD).status_code == 302


@pytest.mark.django_db
def test_stranger_elsewhere_locks_nobody_out(minister: User) -> None:
    for _ in range(12):
        attempt(minister.email, address=ELSEWHERE)
    assert is_locked(attempt(minister.email, address=ELSEWHERE))
    assert attempt(minister.email, factories.PASSWORD, address=HERE).status_code == 302


@pytest.mark.django_db
def test_ceiling_of_many_addresses_spares_where_the_person_signs_in(
    minister: User, settings
) -> None:
    settings.ACCOUNT_RATE_LIMITS["login_failed_account"] = "9/15m/key"
    assert attempt(minister.email, factories.PASSWORD, address=HERE).status_code == 302
    for n in range(2):
        for _ in range(5):
            attempt(minister.email, address=f"198.51.100.{n}")
    assert is_locked(attempt(minister.email, factories.PASSWORD, address="203.0.113.9"))
    assert attempt(minister.email, factories.PASSWORD, address=HERE).status_code == 302


@pytest.mark.django_db
def test_made_up_forwarding_header_is_no_other_address(minister: User, hashes) -> None:
    for n in range(8):
        Client(REMOTE_ADDR=HERE, headers={"X-Forwarded-For": f"203.0.113.{n}"}).post(
            "/en/login/", {"login": minister.email, "password": "guess"}
        )
    assert len(hashes) == 5


@pytest.mark.django_db(transaction=True)
def test_parallel_guesses_are_counted_as_one_after_another(hashes) -> None:
    factories.make_user("minister@ken.example", password=factories.PASSWORD)
    hashes.clear()

    def guess(n: int) -> None:
        try:
            attempt("minister@ken.example", f"guess {n}")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(guess, range(40)))
    assert len(hashes) <= 5


def people() -> dict[str, str]:
    """Addresses of every kind, by kind."""
    factories.make_user("known@ken.example", password=factories.PASSWORD)
    factories.make_user("closed@ken.example", password=factories.PASSWORD, is_active=False)
    factories.make_user("nopass@ken.example")
    return {kind: f"{kind}@ken.example" for kind in ("known", "closed", "nopass", "unknown")}


def body_of(response: HttpResponse, email: str) -> str:
    """The page without what differs for everybody: the token, and what was typed."""
    html = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", response.content.decode())
    return html.replace(email, "ADDRESS")


@pytest.mark.django_db
@pytest.mark.parametrize("password", ["not this one", "x" * 5000])
def test_wrong_sign_in_answers_alike_after_the_same_work(hashes, password: str) -> None:
    answers, work = set(), set()
    for email in people().values():
        hashes.clear()
        response = attempt(email, password)
        answers.add((response.status_code, body_of(response, email)))
        work.add(len(hashes))
    assert len(answers) == 1
    assert work == ({1} if len(password) < 4096 else {0})


@pytest.mark.django_db
def test_closed_account_answers_like_a_wrong_password_also_to_the_right_one() -> None:
    people()
    right = attempt("closed@ken.example", factories.PASSWORD)
    wrong = attempt("closed@ken.example", address=ELSEWHERE)
    assert right.status_code == wrong.status_code == 200
    assert body_of(right, "closed@") == body_of(wrong, "closed@")


@pytest.mark.django_db
def test_asking_for_a_new_password_answers_alike_and_sends_nothing_itself(mailoutbox) -> None:
    answers = set()
    for email in people().values():
        response = Client().post("/en/password/reset/", {"email": email})
        answers.add((response.status_code, response.url, response.content))
    assert len(answers) == 1
    assert mailoutbox == []
    sent = OutgoingMail.objects.values_list("recipient__email", flat=True)
    assert sorted(sent) == ["known@ken.example", "nopass@ken.example"]


@pytest.mark.django_db
def test_letters_that_fold_to_an_address_are_not_that_address(mailoutbox) -> None:
    factories.make_user("mike@example.org")
    for lookalike in ("mi\u212ae@example.org", "mıke@example.org", "mike@example.org\u0000"):
        Client().post("/en/password/reset/", {"email": lookalike})
    for mail in OutgoingMail.objects.all():
        assert mail.to_address == ""
        assert mail.recipient.email == "mike@example.org"


@pytest.mark.django_db
def test_codes_are_looked_at_five_times_too(minister: User) -> None:
    key = authenticators.turn_on(minister)
    client = Client()
    client.post("/en/login/", {"login": minister.email, "password": factories.PASSWORD})
    wrong = str((int(authenticators.code(key)) + 1) % 10**6).zfill(6)
    pages = [client.post("/en/login/code/", {"code": wrong}) for _ in range(20)]
    assert sum("does not fit" in page.content.decode() for page in pages) == 5
    assert is_locked(client.post("/en/login/code/", {"code": authenticators.code(key)}))
    assert "_auth_user_id" not in client.session
