from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_earlier_tries() -> None:
    cache.clear()


def sign_in_with(client: Client, email: str, password: str, **more: str):
    return client.post("/en/login/", {"login": email, "password": password, **more})


def test_person_signs_in_and_comes_to_their_work(client: Client) -> None:
    factories.make_seat(
        "focal_point", "KEN", factories.make_user("amina@ken.example", password=factories.PASSWORD)
    )
    response = sign_in_with(client, "Amina@KEN.example", factories.PASSWORD)
    assert response.status_code == 302
    assert response["Location"] == "/en/work/"
    assert client.get("/en/work/").status_code == 200


def test_person_comes_back_to_the_page_they_asked_for(client: Client) -> None:
    factories.make_user("amina@ken.example", password=factories.PASSWORD)
    html = client.get("/en/login/?next=/en/matrix/").content.decode()
    assert 'name="next" value="/en/matrix/"' in html
    response = sign_in_with(
        client, "amina@ken.example", factories.PASSWORD, next="https://elsewhere.example/"
    )
    assert response["Location"] == "/en/work/"


@pytest.mark.parametrize("email", ["amina@ken.example", "nobody@ken.example"])
def test_wrong_password_and_unknown_address_get_the_same_answer(client: Client, email: str) -> None:
    factories.make_user("amina@ken.example", password=factories.PASSWORD)
    response = sign_in_with(client, email, "not the passphrase")
    html = response.content.decode()
    assert "not correct" in html
    assert f'value="{email}"' in html
    assert "not the passphrase" not in html
    assert "Error: Sign in" in " ".join(html.split())
    assert "_auth_user_id" not in client.session


def test_sign_in_form_serves_password_managers_and_hides_no_label(client: Client) -> None:
    html = client.get("/en/login/").content.decode()
    assert 'autocomplete="username"' in html
    assert 'autocomplete="current-password"' in html
    assert "placeholder" not in html
    assert "novalidate" in html


def test_closed_account_is_told_so_and_stays_out(client: Client) -> None:
    factories.make_user("amina@ken.example", password=factories.PASSWORD, is_active=False)
    sign_in_with(client, "amina@ken.example", factories.PASSWORD)
    assert "_auth_user_id" not in client.session
    assert "This account is closed" in client.get("/en/login/inactive/").content.decode()


def test_signing_out_asks_first_and_needs_a_post(sign_in, amina) -> None:
    client = sign_in(amina)
    assert "Sign out of this computer?" in client.get("/en/logout/").content.decode()
    assert "_auth_user_id" in client.session
    assert client.post("/en/logout/").status_code == 302
    assert "_auth_user_id" not in client.session


def test_nobody_signs_up_by_themselves(client: Client) -> None:
    posted = client.post(
        "/en/signup/", {"email": "eve@else.example", "password1": factories.PASSWORD}
    )
    assert "Accounts are opened by invitation" in posted.content.decode()
    assert not type(factories.make_user()).objects.filter(email="eve@else.example").exists()


def test_forgotten_password_says_the_same_for_every_address(client: Client) -> None:
    factories.make_user("amina@ken.example", password=factories.PASSWORD)
    pages = {
        client.post("/en/password/reset/", {"email": email}, follow=True).content
        for email in ("amina@ken.example", "nobody@ken.example")
    }
    assert len(pages) == 1
    assert b"If this address has an account" in pages.pop()


def test_link_for_a_new_password_that_is_too_old_offers_a_new_one(client: Client) -> None:
    html = client.get("/en/password/reset/key/1-nothing/").content.decode()
    assert "This link has been used or is too old" in html
    assert 'href="/en/password/reset/"' in html
