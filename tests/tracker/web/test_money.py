"""The money page: coverage first, a total only over five members, unknown never as zero."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from html import unescape

import pytest
from django.test import Client

from tests import factories
from tests.tracker.web.pages import text
from tracker.domain import rates
from tracker.models import Report

pytestmark = pytest.mark.django_db
PAGE, FILE = "/en/money/", "/en/money/money.csv"
FIVE = ("AUT", "BEL", "FIN", "FRA", "DEU")


def published(member: str, currency: str = "EUR", cycle=None, **said: str | None) -> Report:
    report = factories.make_report(member, cycle)
    factories.answer(report, "2022-08")
    line = factories.make_line(report)
    for stage, amount in said.items():
        factories.make_figure(report, line, stage, amount, currency=currency)
    return factories.published(report)


@pytest.fixture
def euro() -> None:
    for member in FIVE:
        published(member, pledged="1000", allocated="800", disbursed=None, spent="200")


def rows(client: Client, query: str = "") -> list[list[str]]:
    response = client.get(FILE + query)
    said = b"".join(response.streaming_content).decode("utf-8-sig")
    return [line.split(",") for line in said.splitlines()]


def test_coverage_stands_first_and_the_title_states_the_finding(client: Client, euro) -> None:
    published("KEN", "KES", pledged="7")
    page = text(client.get(PAGE))
    assert "0 of 6 lines give all four stages" in page
    assert f"6 of {87} members published figures here" in page
    assert "Spent is 20% of pledged, in the 5 lines that give both" in page
    assert page.index("0 of 6 lines") < page.index("Spent is 20%")
    assert "5\u202f000" in page
    assert "Unknown" in page


def test_currency_of_fewer_than_five_members_has_no_total_and_names_where_to_look(
    client: Client, euro
) -> None:
    published("KEN", "KES", pledged="123456", spent="654321")
    page = text(client.get(PAGE))
    assert "123" not in page.split("Currencies in which fewer than")[1].split("CSV")[0]
    assert "member=KEN" in page
    assert ["KES", "pledged", "", "1", "1", "1", "true"] in [row[:7] for row in rows(client)]
    own = text(client.get(f"{PAGE}?member=KEN"))
    assert "KES\u00a0123\u202f456" in own
    assert "530%" in own
    assert "More than before" in own


def test_file_has_the_numbers_of_the_page_and_unknown_is_empty(client: Client, euro) -> None:
    found = {(row[0], row[1]): row[2:] for row in rows(client)}
    assert found["EUR", "allocated"][:10] == ("4000.00 5 5 5 false 80 5 80 5 1000.00".split())
    assert found["EUR", "disbursed"][:4] == ["", "0", "5", "5"]
    response = client.get(FILE)
    assert response["X-Export-Classification"] == "public"
    assert response["X-Export-Filters"] == "year=2026"


def test_filters_narrow_page_file_and_api_alike(client: Client, euro) -> None:
    for query, lines in (("?recommendation=2022-08", 5), ("?recommendation=2023-01", 0)):
        api = client.get(f"/api/v1/money/{query}").json()["results"]
        assert sum(row["lines"] for row in api) == lines
        assert len(rows(client, f"{query}&year=")) == 1 + (4 if lines else 0)
    assert client.get(f"{PAGE}?year=2024").status_code == 200
    assert "No figure is published here" in text(client.get(f"{PAGE}?year=2024"))
    assert client.get(f"{PAGE}?theme=nothing").status_code == 400
    assert client.get(f"{FILE}?theme=nothing").status_code == 400
    assert client.get("/api/v1/money/?theme=nothing").status_code == 400
    assert client.get("/api/v1/money/?stage=spent").status_code == 400


def test_api_tells_amounts_coverage_and_ratios(client: Client, euro) -> None:
    (row,) = client.get("/api/v1/money/").json()["results"]
    assert (row["currency"], row["members"], row["lines"], row["lines_complete"]) == (
        "EUR",
        5,
        5,
        0,
    )
    pledged, allocated, disbursed, spent = row["stages"]
    assert allocated == {
        "stage": "allocated",
        "amount": "4000.00",
        "lines_known": 5,
        "lines": 5,
        "total_hidden": False,
        "of_pledged": {"percent": 80, "lines": 5},
        "of_previous": {"percent": 80, "lines": 5},
    }
    assert (disbursed["amount"], disbursed["of_pledged"]) == (None, None)
    assert (spent["of_pledged"]["percent"], spent["of_previous"]) == (20, None)
    assert pledged["of_pledged"] is None


def test_one_currency_for_all_only_where_every_one_has_a_rate(client: Client, euro) -> None:
    published("KEN", "KES", pledged="1000000")
    secretariat = factories.reviewer()
    day = dt.date(2026, 11, 1)
    assert "approximate" not in text(client.get(PAGE))
    rates.enter(secretariat, "USD", "EUR", Decimal("0.5"), day, "Table 7")
    assert "nobody entered a rate for KES" in text(client.get(PAGE))
    rates.enter(secretariat, "USD", "KES", Decimal("100"), day, "Table 8")
    page = text(client.get(PAGE))
    assert "All lines, approximately in USD" in page
    assert "USD\u00a020\u202f000" in page
    assert "1 November 2026" in page
    assert "Table 7" in page
    assert "Table 8" in page


def test_network_rows_are_for_who_is_signed_in(client: Client, kari) -> None:
    report = factories.make_report("KEN")
    factories.answer(report, "2022-08", confidentiality="network")
    line = factories.make_line(report, confidentiality="network")
    factories.make_figure(report, line, "spent", "5551")
    factories.published(report)
    assert "5\u202f551" not in text(client.get(f"{PAGE}?member=KEN"))
    client.force_login(kari.user)
    assert "5\u202f551" in text(client.get(f"{PAGE}?member=KEN"))


def test_page_says_that_nobody_published_anything(client: Client) -> None:
    page = text(client.get(PAGE))
    assert "No figure is published here" in page
    assert "0 of 0 lines" in page


def test_member_page_shows_where_its_own_money_stops(client: Client) -> None:
    published("KEN", "KES", pledged="1000", allocated="900", spent="90")
    page = text(client.get("/en/members/KEN/"))
    assert "Spent is 9% of pledged, in the 1 line that gives both" in page
    assert "The same numbers as a table" in page


def test_queries_do_not_grow_with_members(client: Client, euro, django_assert_num_queries) -> None:
    client.get(PAGE)
    with django_assert_num_queries(10):
        client.get(PAGE)
    published("KEN", "KES", pledged="7")
    published("NOR", "NOK", pledged="7")
    with django_assert_num_queries(12):
        client.get(PAGE)


def test_page_of_files_opens_with_the_choices_made_here(client: Client, euro) -> None:
    page = client.get(f"{PAGE}?year=&member=AUT&currency=EUR").content.decode()
    (address,) = re.findall(r'href="(/en/export/[^"#]+)', page)
    assert address == "/en/export/?dataset=budgets&amp;published=true&amp;member=AUT"
    assert "1 of 1 member<" in client.get(unescape(address)).content.decode()
