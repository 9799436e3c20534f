from __future__ import annotations

import pytest
from django.test import Client

from tests import factories
from tests.tracker.web.pages import as_person, text
from tracker.models import ExchangeRate

pytestmark = pytest.mark.django_db
PAGE = "/en/manage/rates/"
RATE = {
    "from_currency": "usd",
    "to_currency": "KES",
    "rate": "129,24",
    "source": "UN operational rates",
    "on_day": "1",
    "on_month": "November",
    "on_year": "2026",
}


@pytest.fixture
def client() -> Client:
    return as_person(factories.reviewer())


def test_rate_is_entered_listed_and_in_the_file(client: Client) -> None:
    assert client.post(PAGE, RATE)["Location"] == PAGE
    page = text(client.get(PAGE))
    assert "1 USD = 129.24 KES" in page
    assert "UN operational rates" in page
    said = b"".join(client.get(f"{PAGE}csv/").streaming_content).decode("utf-8-sig")
    assert said.splitlines()[1].startswith("USD,KES,129.24,2026-11-01,UN operational rates,true,")


def test_correction_stands_beside_what_it_corrects(client: Client) -> None:
    client.post(PAGE, {**RATE, "rate": "12.924"})
    client.post(PAGE, RATE)
    page = text(client.get(PAGE))
    assert page.count("Entered anew") == 1
    assert "12.924" in page


@pytest.mark.parametrize(
    ("field", "wrong", "said"),
    [
        ("rate", "1,129.24", "Write a number such as 129.24"),
        ("rate", "nil", "You wrote nil."),
        ("to_currency", "USD", "Choose two different currencies."),
        ("source", "", "needed"),
    ],
)
def test_wrong_rate_is_named_keeps_what_was_typed_and_stores_nothing(
    client: Client, field: str, wrong: str, said: str
) -> None:
    response = client.post(PAGE, {**RATE, field: wrong})
    assert response.status_code == 400
    assert said in text(response) or field == "source"
    assert 'value="November"' in text(response)
    assert not ExchangeRate.objects.exists()
