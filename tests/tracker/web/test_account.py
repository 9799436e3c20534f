"""The page of a person's own account."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.actor import Actor
from tests import authenticators, factories
from tests.tracker.web.pages import as_person, text

pytestmark = pytest.mark.django_db
ACCOUNT = "/en/account/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
DETAILS = {"name": "Amina Wanjiru", "language": "fr", "time_zone": "Africa/Nairobi"}


@pytest.fixture(autouse=True)
def _no_earlier_tries() -> None:
    cache.clear()


@pytest.fixture
def amina(amina: Actor) -> Actor:
    amina.user.set_password(factories.PASSWORD)
    amina.user.save()
    return amina


def test_account_is_its_persons_alone() -> None:
    response = Client().get(ACCOUNT)
    assert response.url == f"/en/login/?next={ACCOUNT}"


def test_menu_leads_to_the_account_also_without_a_seat() -> None:
    client = Client()
    client.force_login(factories.make_user())
    assert f'href="{ACCOUNT}"' in text(client.get("/en/matrix/"))
    assert "You hold no seat today." in text(client.get(ACCOUNT))


def test_account_leads_who_holds_a_seat_to_its_keys(amina: Actor) -> None:
    keys = f'href="{reverse("tracker:keys")}"'
    assert keys in text(as_person(amina).get(ACCOUNT))
    client = Client()
    client.force_login(factories.make_user())
    assert keys not in text(client.get(ACCOUNT))


def test_details_are_saved_and_the_page_speaks_the_chosen_language(amina: Actor) -> None:
    client = as_person(amina)
    response = client.post(ACCOUNT, DETAILS)
    assert response.url == "/fr/account/"
    amina.user.refresh_from_db()
    now = {name: getattr(amina.user, name) for name in DETAILS}
    assert now == DETAILS


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": ""}, "required"),
        ({"language": "de"}, "Select a valid choice"),
        ({"time_zone": "Mars/Base"}, "Select a valid choice"),
    ],
)
def test_wrong_detail_keeps_what_was_typed(amina: Actor, changes: dict, said: str) -> None:
    response = as_person(amina).post(ACCOUNT, {**DETAILS, "name": "Amina W.", **changes})
    assert said in text(response)
    assert changes.get("name", "Amina W.") in text(response)
    amina.user.refresh_from_db()
    assert (amina.user.name, amina.user.language) == ("Amina", "en")


def test_page_is_kept_by_no_cache(amina: Actor) -> None:
    for page in (ACCOUNT, "/en/account/password/"):
        assert "no-store" in as_person(amina).get(page)["Cache-Control"]


def test_sessions_are_listed_in_words_with_this_one_marked(amina: Actor) -> None:
    here, there = Client(headers={"user-agent": FIREFOX}), Client()
    for client in (here, there):
        authenticators.sign_in(client, amina.user)
    page = here.get(ACCOUNT)
    listed = page.context["sessions"]
    assert [(one.browser, one.is_this) for one in listed] == [
        ("Firefox on Windows", True),
        ("Another program", False),
    ]
    assert text(page).count("This browser") == 1
    assert "127.0.0.1" in text(page)


def test_codes_that_are_left_are_counted(amina: Actor) -> None:
    key = authenticators.turn_on(amina.user)
    client = Client()
    authenticators.sign_in(client, amina.user, key)
    assert "10 codes are left" in text(client.get(ACCOUNT))
    other = Client()
    other.post("/en/login/", {"login": amina.user.email, "password": factories.PASSWORD})
    spent = authenticators.recovery_codes(amina.user)[0]
    assert other.post("/en/login/code/", {"code": spent}).url == "/en/work/"
    assert "9 codes are left" in text(client.get(ACCOUNT))


def test_password_page_names_what_is_wrong(amina: Actor) -> None:
    client = as_person(amina)
    said = {"oldpassword": "another", "password1": "short", "password2": "short"}
    page = text(client.post("/en/account/password/", said))
    assert "This is not the password of your account." in page
    assert "at least 15 characters" in page
    assert 'href="/en/password/reset/"' not in page
    amina.user.refresh_from_db()
    assert amina.user.check_password(factories.PASSWORD)


def test_person_without_a_password_is_led_to_the_link(kari: Actor) -> None:
    assert as_person(kari).get("/en/account/password/").url == reverse("account_reset_password")


# --- second factor off, new codes, address: each asks again who it is --------------------------


@pytest.mark.parametrize(
    "page", ["/en/account/second-factor/off/", "/en/account/codes/new/", "/en/account/email/"]
)
def test_page_asks_again_who_it_is(amina: Actor, page: str) -> None:
    key = authenticators.turn_on(amina.user)
    client = Client()
    authenticators.sign_in(client, amina.user, key)
    response = client.get(page)
    assert response.url.startswith("/en/account/confirm/?next=")
    assert "Use a code instead" in text(client.get(response.url))
    wrong = client.post(response.url, {"password": "another one"})
    assert "This is not the password of your account." in text(wrong)
    assert client.post(response.url, {"password": factories.PASSWORD}).url == page
    assert client.get(page).status_code == 200


def test_code_confirms_as_well_as_the_password(amina: Actor) -> None:
    key = authenticators.turn_on(amina.user)
    client = Client()
    authenticators.sign_in(client, amina.user, key)
    again = "/en/account/confirm/code/?next=/en/account/codes/new/"
    assert "Use your password instead" in text(client.get(again))
    response = client.post(again, {"code": authenticators.code(key, 1)})
    assert response.url == "/en/account/codes/new/"


def confirmed(amina: Actor) -> Client:
    """A browser that has just said again who it is."""
    key = authenticators.turn_on(amina.user)
    client = Client()
    authenticators.sign_in(client, amina.user, key)
    client.post("/en/account/confirm/", {"password": factories.PASSWORD})
    return client


def test_turning_off_asks_for_the_password_and_takes_the_codes_with_it(amina: Actor) -> None:
    client = confirmed(amina)
    page = client.get("/en/account/second-factor/off/")
    assert "has-err" not in text(page)
    before = client.cookies["session"].value
    refused = client.post("/en/account/second-factor/off/", {"password": "another"})
    assert "This is not the password of your account." in text(refused)
    assert amina.user.authenticator_set.count() == 2
    client.post("/en/account/second-factor/off/", {"password": factories.PASSWORD})
    assert amina.user.authenticator_set.count() == 0
    assert client.cookies["session"].value != before


def test_short_password_is_changed_before_the_second_factor_goes(amina: Actor) -> None:
    client = confirmed(amina)
    new = "plum-fog"
    said = {"oldpassword": factories.PASSWORD, "password1": new, "password2": new}
    assert client.post("/en/account/password/", said).status_code == 302
    refused = client.post("/en/account/second-factor/off/", {"password": new})
    assert "Change your password first" in text(refused)
    assert amina.user.authenticator_set.count() == 2


def test_new_codes_replace_the_old_ones_and_are_shown_once(amina: Actor) -> None:
    client = confirmed(amina)
    old = authenticators.recovery_codes(amina.user)
    shown = client.post("/en/account/codes/new/", follow=True)
    new = authenticators.recovery_codes(amina.user)
    assert not set(old) & set(new)
    assert [code.replace(" ", "") for code in shown.context["codes"]] == new
    again = text(client.get("/en/account/codes/"))
    assert not [code for code in new if f"{code[:4]} {code[4:]}" in again]
    assert "10 codes are left" in again


def test_codes_need_a_second_factor_first(amina: Actor) -> None:
    client = Client()
    authenticators.sign_in(client, amina.user)
    client.post("/en/account/confirm/", {"password": factories.PASSWORD})
    assert "Turn one on first" in text(client.post("/en/account/codes/new/"))
    assert client.get("/en/account/codes/").status_code == 404


def test_half_way_visitor_reaches_no_page_of_the_account(amina: Actor) -> None:
    authenticators.turn_on(amina.user)
    client = Client()
    client.post("/en/login/", {"login": amina.user.email, "password": factories.PASSWORD})
    for page in (ACCOUNT, "/en/account/codes/", "/en/account/second-factor/off/", "/en/work/"):
        response = client.get(page)
        assert response.status_code in (302, 404), page
        assert response.status_code == 404 or "/login/" in response.url, page


def test_page_about_lost_codes_says_the_same_to_everybody(amina: Actor) -> None:
    authenticators.turn_on(amina.user)
    client = Client()
    client.post("/en/login/", {"login": amina.user.email, "password": factories.PASSWORD})
    assert 'href="/en/login/code/lost/"' in text(client.get("/en/login/code/"))
    half_way = text(client.get("/en/login/code/lost/"))
    assert half_way == text(Client().get("/en/login/code/lost/"))
    assert "mailto:tracker@localhost" in half_way


def test_picture_of_the_key_needs_no_style_and_the_key_stands_beside_it(amina: Actor) -> None:
    client = Client()
    authenticators.sign_in(client, amina.user)
    page = client.get("/en/account/second-factor/")
    assert all(len(group) == 4 for group in page.context["key"])
    assert '<svg class="qr"' in text(page)
    assert "style=" not in text(page)
    assert 'inputmode="numeric"' in text(page)
    assert 'autocomplete="one-time-code"' in text(page)
    wrong = client.post("/en/account/second-factor/", {"code": "abc"})
    assert wrong.context["key"] == page.context["key"]
    assert 'value="abc"' in text(wrong)


def test_reset_half_way_leads_back_to_the_password(amina: Actor) -> None:
    authenticators.turn_on(amina.user)
    client = Client()
    said = {"login": amina.user.email, "password": factories.PASSWORD}
    client.post("/en/login/", said)
    amina.user.authenticator_set.all().delete()
    assert client.get("/en/login/code/").url == "/en/login/"
    assert client.get("/en/login/").status_code == 200
    assert client.post("/en/login/", said).url == "/en/work/"


def test_half_way_visitor_can_begin_again_as_somebody_else(amina: Actor) -> None:
    authenticators.turn_on(amina.user)
    client = Client()
    client.post("/en/login/", {"login": amina.user.email, "password": factories.PASSWORD})
    assert client.get("/en/login/").url == "/en/login/code/"
    assert client.post("/en/logout/", {"next": "/en/login/"}).url == "/en/login/"
    assert client.get("/en/login/").status_code == 200


def test_single_keys_are_offered_to_reviewers_and_switched_on_and_off(
    amina: Actor,
) -> None:
    rita = factories.reviewer("KEN")
    assert "single_keys" not in text(as_person(amina).get(ACCOUNT))
    as_person(amina).post(ACCOUNT, {**DETAILS, "single_keys": "on"})
    amina.user.refresh_from_db()
    assert not amina.user.single_keys
    for said, kept in (({"single_keys": "on"}, True), ({}, False)):
        as_person(rita).post(ACCOUNT, {**DETAILS, **said})
        rita.user.refresh_from_db()
        assert rita.user.single_keys is kept
