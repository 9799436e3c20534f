"""The page of the matrix: who sees which cells, how it is narrowed, what it weighs."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import io
import re
from html import unescape

import pytest
from django.test import Client

from accounts.models import Member
from tests import factories
from tracker.enums import Confidentiality, Status

pytestmark = pytest.mark.django_db

MATRIX = "/en/matrix/"


def _page(client: Client, address: str = MATRIX) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def _row(html: str, code: str) -> str:
    found = re.search(rf'<tr><th scope="row"><a href="/en/members/{code}/.*?</tr>', html)
    assert found, f"no row for {code}"
    return found[0]


def _cell(html: str, member: str, code: str) -> str:
    """The class of the cell that links to a member's answer."""
    pattern = rf'<td class="s-([a-z_]+)[^"]*"><a href="/en/members/{member}/[^"]*#{code}"'
    found = re.search(pattern, html)
    assert found, f"no cell {member} {code}"
    return found[1]


def _publish(member: str, cycle, status=Status.FULL, code="2022-08", **facts):
    report = factories.make_report(member, cycle)
    factories.answer(report, code, status, **facts)
    return factories.published(report)


def test_empty_matrix_is_public_and_names_members_and_recommendations(client):
    html = _page(client)
    assert "No reporting cycle has been opened yet" in html
    assert "No report" in _row(html, "KEN")
    assert "/en/recommendations/2023-09/" in html


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("", {("KEN", "2022-08")}),
        ("?regional_group=organizations", {("org-ecowas", "2022-08")}),
        (
            "?regional_group=all",
            {("KEN", "2022-08"), ("NOR", "2023-02"), ("org-ecowas", "2022-08")},
        ),
        ("?regional_group=all&communique=FPN-2023", {("NOR", "2023-02")}),
        ("?regional_group=all&theme=salw&communique=FPN-2022", set()),
    ],
)
def test_file_beside_the_matrix_holds_the_answers_that_it_shows(client, query, told):
    cycle = factories.make_cycle()
    _publish("KEN", cycle)
    _publish("NOR", cycle, code="2023-02")
    _publish("org-ecowas", cycle)
    addresses = re.findall(
        r'href="(/api/v1/exports/entries.csv[^"]+)"', _page(client, MATRIX + query)
    )
    (address,) = (unescape(one) for one in addresses)
    body = b"".join(client.get(address).streaming_content).decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(body))
    assert {(row["member"], row["recommendation"]) for row in rows if row["status"]} == told


def test_stranger_reads_a_published_public_answer(client):
    _publish("KEN", factories.make_cycle())
    html = _page(client)
    assert _cell(html, "KEN", "2022-08") == "full"
    assert "1 of 16 members shown have a published report" in html


def test_stranger_and_stranger_member_see_a_draft_as_no_report(client, sign_in, kari):
    cycle = factories.make_cycle()
    factories.answer(factories.make_report("KEN", cycle), "2022-08", Status.FULL)
    for reader in (client, sign_in(kari)):
        html = _page(reader, f"{MATRIX}?regional_group=african")
        assert "No report for 2026" in _row(html, "KEN")
        assert "s-full" not in _row(html, "KEN")


def test_focal_point_reads_the_published_edition_of_their_own_member(sign_in, amina):
    cycle = factories.make_cycle()
    report = _publish("KEN", cycle, Status.FULL)
    factories.answer(report, "2022-08", Status.SUSPENDED)
    factories.answer(report, "2022-09", Status.FULL)
    html = _page(sign_in(amina))
    assert _cell(html, "KEN", "2022-08") == "full"
    assert _cell(html, "KEN", "2022-09") == "not_reported"


def test_network_answer_shows_to_seats_alone(client, sign_in, kari):
    _publish("KEN", factories.make_cycle(), confidentiality=Confidentiality.NETWORK)
    assert _cell(_page(client), "KEN", "2022-08") == "not_reported"
    html = _page(sign_in(kari), f"{MATRIX}?regional_group=african")
    assert _cell(html, "KEN", "2022-08") == "full"


def test_stranger_is_shown_one_group_and_may_ask_for_all(client):
    _publish("KEN", factories.make_cycle())
    one, everybody = _page(client), _page(client, f"{MATRIX}?regional_group=all")
    assert one.count('<tr><th scope="row"><a') == 16
    assert everybody.count('<tr><th scope="row"><a') == 87


def test_member_seat_is_shown_its_own_group_first(sign_in, kari):
    html = _page(sign_in(kari))
    assert "Western European and other States</span></p>" in html
    assert _row(html, "NOR")


def test_organizations_are_a_group_of_their_own(client):
    html = _page(client, f"{MATRIX}?regional_group=organizations")
    assert html.count('<tr><th scope="row"><a') == 8
    assert _row(html, "org-au")


def test_one_communique_leaves_nine_columns(client):
    html = _page(client, f"{MATRIX}?communique=FPN-2023")
    assert 'colspan="9"' in _row(html, "KEN")
    assert "/en/recommendations/2022-08/" not in html


def test_unknown_filter_is_named_and_the_default_stands(client):
    html = _page(client, f"{MATRIX}?regional_group=atlantis")
    assert "<title>Error:" in html
    assert "Not known: atlantis." in html
    assert html.count('<tr><th scope="row"><a') == 16


def test_chosen_filter_has_a_chip_that_takes_it_away(client):
    html = _page(client, f"{MATRIX}?communique=FPN-2022&regional_group=grulac")
    assert 'href="?regional_group=grulac"' in html
    assert 'href="?communique=FPN-2022"' in html
    assert 'href="?">Clear filters' in html


def test_older_cycle_keeps_its_links_in_that_cycle(client):
    old = factories.make_cycle("2024", dt.date(2024, 5, 14))
    _publish("KEN", old)
    _publish("MLI", factories.make_cycle("2025", dt.date(2025, 5, 20)))
    html = _page(client, f"{MATRIX}?cycle=2024")
    assert 'href="/en/members/KEN/?cycle=2024#2022-08"' in html
    assert "No report for 2024" in _row(html, "MLI")


def test_optional_answer_is_shown_and_not_asked_cells_stay_blank(client):
    _publish("KEN", factories.make_cycle(), Status.IN_PROGRESS, "2023-01")
    html = _page(client)
    assert _cell(html, "KEN", "2023-01") == "in_progress"
    assert "0/16" in _row(html, "KEN")
    assert _row(html, "KEN").count("Not asked") == 1


def test_sums_say_how_many_answered_of_those_asked(client):
    cycle = factories.make_cycle()
    _publish("KEN", cycle, Status.FULL)
    _publish("MLI", cycle, Status.NOT_STARTED)
    foot = _page(client).split("<tfoot>")[1]
    assert "2/16" in foot
    assert "50%" in foot


@pytest.mark.parametrize("codes", [["KEN"], ["KEN", "MLI", "NGA", "NAM", "UGA", "TUN"]])
def test_queries_are_the_same_for_one_report_and_for_many(client, codes, django_assert_num_queries):
    cycle = factories.make_cycle()

    for code in codes:
        _publish(code, cycle)
    with django_assert_num_queries(8):
        _page(client)


def test_default_page_keeps_within_its_weight_and_nodes(client):
    cycle = factories.make_cycle()
    for member in Member.objects.filter(regional_group="african"):
        report = factories.make_report(member.code, cycle)
        for code in ("2022-01", "2022-08", "2023-08"):
            factories.answer(report, code, Status.PARTIAL)
        factories.published(report)
    html = _page(client)
    assert len(re.findall(r"<[a-z]", html)) <= 1500
    assert len(gzip.compress(html.encode())) <= 40_000


def test_matrix_refuses_to_be_written_to(client):
    assert client.post(MATRIX).status_code == 405


def test_arabic_page_is_mirrored_and_sorts_without_the_article(client):
    html = client.get("/ar/matrix/?regional_group=weog").content.decode()
    assert re.search(r'<html lang="ar"\s+dir="rtl">', html)
    order = re.findall(r'<tr><th scope="row"><a href="/ar/members/([A-Z]{3})/', html)
    assert order.index("AUT") > order.index("LIE")
