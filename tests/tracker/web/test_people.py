"""The secretariat's page for lost second factors."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.actor import Actor
from accounts.enums import Role
from accounts.models import SecondFactorReset
from tests import authenticators, factories
from tests.tracker.web.pages import as_person, text

pytestmark = pytest.mark.django_db
PAGE = "/en/manage/second-factor/"
WHY = "Called back on the number of the list."


@pytest.fixture
def secretariat(amina: Actor) -> tuple[Client, Client]:
    authenticators.turn_on(amina.user)
    return (
        as_person(factories.reviewer()),
        as_person(factories.actor(factories.make_seat(Role.ADMINISTRATOR))),
    )


def test_two_people_reset_a_second_factor_through_the_page(
    secretariat: tuple[Client, Client], amina: Actor
) -> None:
    first, second = secretariat
    assert "No request is open." in text(first.get(PAGE))
    assert first.post(PAGE, {"email": "AMINA@ken.example", "reason": WHY}).url == PAGE
    move = f"{PAGE}{SecondFactorReset.objects.get().public_id}"
    own = text(first.get(PAGE))
    assert "Confirm the reset" not in own
    assert "a second person does" in own
    assert first.post(f"{move}/confirm/").status_code == 403
    assert amina.user.authenticator_set.count() == 2
    assert "Confirm the reset" in text(second.get(PAGE))
    assert second.post(f"{move}/confirm/").url == PAGE
    assert amina.user.authenticator_set.count() == 0
    assert second.post(f"{move}/confirm/").status_code == 409
    assert "No request is open." in text(second.get(PAGE))


def test_request_is_withdrawn_by_either(secretariat: tuple[Client, Client], amina: Actor) -> None:
    first, second = secretariat
    first.post(PAGE, {"email": amina.user.email, "reason": WHY})
    reset = SecondFactorReset.objects.get()
    second.post(f"{PAGE}{reset.public_id}/withdraw/")
    assert not SecondFactorReset.objects.open().exists()
    assert amina.user.authenticator_set.count() == 2


@pytest.mark.parametrize(
    ("email", "reason", "said"),
    [
        ("nobody@ken.example", WHY, "No account has this address."),
        ("kari@nor.example", WHY, "has no second factor"),
        ("amina@ken.example", "", "required"),
    ],
)
def test_wrong_request_keeps_what_was_typed(
    secretariat: tuple[Client, Client], kari: Actor, email: str, reason: str, said: str
) -> None:
    page = text(secretariat[0].post(PAGE, {"email": email, "reason": reason}))
    assert said in page
    assert f'value="{email}"' in page
    assert reason in page
    assert not SecondFactorReset.objects.exists()


@pytest.mark.parametrize("move", ["confirm", "withdraw", "erase"])
def test_request_that_is_none_is_not_found(secretariat: tuple[Client, Client], move: str) -> None:
    missing = "00000000-0000-4000-8000-000000000000"
    assert secretariat[0].post(f"{PAGE}{missing}/{move}/").status_code == 404


def test_focal_point_is_told_why_not(amina: Actor) -> None:
    response = as_person(amina).get(PAGE)
    assert response.status_code == 403
    assert "Only the secretariat resets a second factor." in text(response)
