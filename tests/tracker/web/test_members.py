"""The members' pages: the index of all, and what one of them published."""

from __future__ import annotations

import datetime as dt
import re
from html import unescape

import pytest
from django.test import Client

from accounts.models import Listing, Member
from recommendations.models import Communique
from tests import factories
from tracker.domain.publication import withdraw_edition
from tracker.enums import Confidentiality, Status

pytestmark = pytest.mark.django_db

INDEX, KENYA = "/en/members/", "/en/members/KEN/"


def _page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return re.sub(r"[ \n]+", " ", response.content.decode())


def _answer(html: str, code: str) -> str:
    found = re.search(rf'<li id="{code}">.*?</li> (?=<li id=|</ul>)', html)
    assert found, f"no answer {code}"
    return found[0]


@pytest.fixture
def report():
    """Kenya's report with two public answers, not published yet."""
    report = factories.make_report("KEN")
    factories.answer(report, "2022-08", Status.PARTIAL, narrative="Nine ministries <b>met</b>.")
    factories.answer(report, "2022-09", Status.SUSPENDED, status_reason="An election.")
    return report


def _codes(html: str) -> list[str]:
    return re.findall(r'href="/\w+/members/([\w-]+)/"', html)


def test_index_names_all_members_once_in_alphabetical_order(client):
    codes = _codes(_page(client, INDEX))
    assert len(codes) == len(set(codes)) == 87
    assert codes[:3] == ["AFG", "org-au", "ARG"]
    assert "org-unwomen" not in codes


def test_index_says_what_listed_means_and_in_which_years(client):
    html = _page(client, INDEX)
    assert "It is not membership of the Network" in html
    row = html.split("/en/members/ARM/")[1].split("</tr>")[0]
    assert "2022, 2023" in row


def test_index_follows_the_alphabet_of_the_language(client):
    codes = _codes(_page(client, "/es/members/"))
    assert codes[:3] == ["AFG", "DEU", "ARG"]


def test_index_names_the_latest_published_cycle_and_no_draft(client, report):
    def row() -> str:
        return _page(client, INDEX).split(KENYA)[1].split("</tr>")[0]

    assert "2026" not in row()
    factories.published(report)
    assert "2026" in row()


@pytest.mark.parametrize(
    ("query", "n"),
    [
        ("kind=regional_organization", 8),
        ("regional_group=african", 16),
        ("listed_in=FPN-2023", 64),
        ("listed_in=FPN-2023&kind=state", 57),
    ],
)
def test_index_is_narrowed_by_kind_group_and_listing(client, query, n):
    html = _page(client, f"{INDEX}?{query}")
    assert len(_codes(html)) == n
    assert f"{n} of 87 members shown" in html


def test_host_that_is_not_listed_is_not_found_as_listed(client):
    host, text = Member.objects.get(code="JPN"), Communique.objects.get(code="FPN-2023")
    Listing.objects.filter(member=host, communique=text).delete()
    Listing.objects.create(member=host, communique=text, role="host", position=9, as_printed="x")
    assert "JPN" not in _codes(_page(client, f"{INDEX}?listed_in=FPN-2023"))


def test_two_groups_of_an_address_are_both_applied_shown_and_kept(client):
    html = _page(client, f"{INDEX}?regional_group=african,grulac&kind=state")
    african = _codes(_page(client, f"{INDEX}?regional_group=african&kind=state"))
    grulac = _codes(_page(client, f"{INDEX}?regional_group=grulac&kind=state"))
    assert sorted(_codes(html)) == sorted(african + grulac)
    words = "African States, Latin American and Caribbean States"
    assert f'<option value="african,grulac" selected>{words}</option>' in html
    assert f"<bdi>{words}</bdi>" in html
    assert 'href="?kind=state"' in html


def test_empty_value_of_a_page_is_all(client):
    assert len(_codes(_page(client, f"{INDEX}?regional_group=&kind=,&listed_in="))) == 87


def test_index_without_a_match_offers_to_clear_the_filters(client):
    html = _page(client, f"{INDEX}?kind=regional_organization&regional_group=african")
    assert _codes(html) == []
    assert '<a href="?">Clear filters</a>' in html


def test_member_without_a_report_says_so_and_shows_its_listings_as_printed(client):
    html = _page(client, "/en/members/CIV/")
    assert "No public report yet" in html
    assert "“Côte, d’Ivoire”" in html


def test_unknown_member_is_not_found(client):
    assert client.get("/en/members/XXX/").status_code == 404


def test_published_answer_shows_status_words_and_evidence(client, report):
    factories.published(report)
    answer = _answer(_page(client, KENYA), "2022-08")
    assert "Partially implemented" in answer
    assert "Nine ministries &lt;b&gt;met&lt;/b&gt;." in answer
    assert "https://law.example/act-12" in answer
    assert "Act of KEN" in answer


def test_reason_of_a_suspension_is_shown(client, report):
    factories.published(report)
    assert "An election." in _answer(_page(client, KENYA), "2022-09")


def test_draft_shows_to_nobody_on_the_public_page(client, sign_in, report, amina, kari):
    for reader in (client, sign_in(amina), sign_in(kari)):
        html = _page(reader, KENYA)
        assert "Nine ministries" not in html
        assert "No public report yet" in html


def test_later_draft_of_the_own_member_does_not_show(sign_in, report, amina):
    factories.published(report)
    factories.answer(report, "2022-08", Status.FULL, narrative="Not yet released.")
    html = _page(sign_in(amina), KENYA)
    assert "Not yet released" not in html
    assert "Nine ministries" in html


def test_network_answer_and_its_evidence_show_to_seats_alone(client, sign_in, report, kari):
    factories.answer(
        report,
        "2022-07",
        Status.PARTIAL,
        narrative="For the Network.",
        confidentiality=Confidentiality.NETWORK,
    )
    factories.published(report)
    stranger = _answer(_page(client, KENYA), "2022-07")
    assert "For the Network" not in stranger
    assert "No report" in stranger
    assert "For the Network" in _answer(_page(sign_in(kari), KENYA), "2022-07")


def test_evidence_kept_by_the_member_does_not_show(client, report):
    entry = factories.entry_of(report, "2022-08")
    factories.make_evidence(
        entry, title="A secret memo", confidentiality=Confidentiality.RESTRICTED
    )
    factories.published(report)
    assert "A secret memo" not in _page(client, KENYA)


def test_answer_that_nobody_asked_for_is_named_apart_and_in_no_picture(client, report):
    factories.answer(report, "2023-01", Status.FULL, narrative="We wrote part of the guidance.")
    factories.published(report)
    html = _page(client, KENYA)
    assert "1 of 2 recommendations that apply partly or fully" in html
    assert "0 full, 1 partial" in html
    picture = re.search(r'<svg class="strip".*?</svg>', html)
    assert picture
    assert "Fully" not in picture[0]
    table = html.split("Recommendations by status and cycle")[1].split("</table>")[0]
    assert re.search(r"Fully implemented.*?<td class=\"num\">0</td>", table)
    assert '<a href="#optional">1 answer that nobody asked for stands in no count</a>' in html
    assert "We wrote part of the guidance." in _answer(html.split('id="optional"')[1], "2023-01")


def test_withdrawn_report_leaves_the_page(client, report):
    factories.published(report)
    factories.put(report, state="withdrawn", withdrawn_at=dt.datetime.now(dt.UTC))
    withdraw_edition(report)
    html = _page(client, KENYA)
    assert "Nine ministries" not in html
    assert "No public report yet" in html


def test_known_amounts_are_summed_by_stage_and_unknown_is_never_zero(client, report):
    for amount, spent in (("1000000", None), ("500000", "200000")):
        line = factories.make_line(report)
        factories.make_figure(report, line, "pledged", amount)
        factories.make_figure(report, line, "spent", spent)
    factories.published(report)
    html = _page(client, KENYA)
    funnel = html.split("Money reported, stage by stage")[1].split("</table>")[0]
    pledged, spent = re.findall(r"<tr> <th scope=\"row\">.*?</tr>", funnel)
    assert "1\u202f500\u202f000" in pledged
    assert "2 of 2" in pledged
    assert "200\u202f000" in spent
    assert "1 of 2" in spent
    assert "13%" not in spent


def test_stage_nobody_knows_is_drawn_as_unknown(client, report):
    line = factories.make_line(report)
    factories.make_figure(report, line, "pledged", "0")
    factories.make_figure(report, line, "spent", None)
    factories.published(report)
    html = _page(client, KENYA)
    funnel = html.split("Money reported, stage by stage")[1].split("</table>")[0]
    pledged, spent = re.findall(r"<tr> <th scope=\"row\">.*?</tr>", funnel)
    assert ">0<" in pledged
    assert "Unknown" in spent
    assert "unk" in spent
    assert "0" not in re.findall(r"<td class=\"num\">(.*?)</td>", spent)[0]


def test_money_kept_from_the_public_is_in_no_total(client, sign_in, report, kari):
    line = factories.make_line(report, confidentiality=Confidentiality.NETWORK)
    factories.make_figure(report, line, "pledged", "777000")
    factories.published(report)
    assert "777" not in _page(client, KENYA)
    assert "No money is reported publicly" in _page(client, KENYA)
    assert "777\u202f000" in _page(sign_in(kari), KENYA)


def test_years_stand_as_strips_with_the_same_numbers_in_the_table(client):
    for code, day, status in (
        ("2024", dt.date(2024, 5, 14), Status.NOT_STARTED),
        ("2025", dt.date(2025, 5, 20), Status.FULL),
    ):
        report = factories.make_report("KEN", factories.make_cycle(code, day))
        factories.answer(report, "2022-08", status)
        factories.published(report)
    html = _page(client, KENYA)
    assert 'aria-label="2024: 15 no report, 1 not started"' in html
    assert 'aria-label="2025: 15 no report, 1 fully implemented"' in html
    table = html.split("Recommendations by status and cycle")[1].split("</table>")[0]
    full = table.split("Fully implemented")[1].split("</tr>")[0]
    assert re.findall(r"<td class=\"num\">(\d+)</td>", full) == ["0", "1"]


def test_latest_cycle_is_shown_and_an_older_one_on_request(client):
    for code, day, words in (
        ("2024", dt.date(2024, 5, 14), "In the beginning."),
        ("2025", dt.date(2025, 5, 20), "A year later."),
    ):
        report = factories.make_report("KEN", factories.make_cycle(code, day))
        factories.answer(report, "2022-08", Status.IN_PROGRESS, narrative=words)
        factories.published(report)
    assert "A year later." in _page(client, KENYA)
    older = _page(client, f"{KENYA}?cycle=2024")
    assert "In the beginning." in older
    assert "A year later." not in older


def test_earlier_status_stands_beside_one_that_changed(client):
    for code, day, status in (
        ("2024", dt.date(2024, 5, 14), Status.NOT_STARTED),
        ("2025", dt.date(2025, 5, 20), Status.IN_PROGRESS),
    ):
        report = factories.make_report("KEN", factories.make_cycle(code, day))
        factories.answer(report, "2022-08", status)
        factories.published(report)
    assert "2024: Not started" in _answer(_page(client, KENYA), "2022-08")


def test_optional_answer_stands_apart_and_is_not_counted(client, report):
    factories.answer(report, "2023-01", Status.IN_PROGRESS)
    factories.published(report)
    html = _page(client, KENYA)
    assert "Addressed to others, answered all the same: 1" in html
    assert "Optional: not asked of this member" in _answer(html, "2023-01")
    assert "2 of 16 recommendations asked are answered publicly" in html


def test_accepted_is_said_not_to_mean_agreement(client, report):
    factories.published(report)
    assert "it is not agreement with the self-assessment" in _page(client, KENYA)


@pytest.mark.parametrize("n", [1, 10])
def test_queries_are_the_same_for_one_answer_and_for_ten(client, n, django_assert_num_queries):
    report = factories.make_report("KEN")
    for code in [f"2022-0{i}" for i in range(1, 10)][:n] + ["2023-02"] * (n == 10):
        factories.answer(report, code, Status.PARTIAL)
        line = factories.make_line(report, code)
        factories.make_figure(report, line, "pledged", "5")
    factories.published(report)
    with django_assert_num_queries(18):
        _page(client, KENYA)


def test_index_queries_do_not_grow_with_reports(client, django_assert_num_queries):
    cycle = factories.make_cycle()
    for code in ("KEN", "NOR", "FRA", "JPN"):
        factories.published(factories.make_report(code, cycle))
    with django_assert_num_queries(6):
        _page(client, INDEX)


@pytest.mark.parametrize(("of_older", "is_named"), [("public", True), ("network", False)])
def test_document_names_the_one_it_replaces_where_that_is_public_too(client, of_older, is_named):
    report = factories.make_report("KEN")
    entry = factories.answer(report, "2022-08", "in_progress")
    older = factories.make_evidence(entry, title="Plan of 2018", confidentiality=of_older)
    newer = factories.make_evidence(entry, title="Plan of 2024", supersedes=older)
    type(newer).internal.filter(pk=newer.pk).update(confidentiality="public")
    factories.published(report)
    said = " ".join(client.get("/en/members/KEN/").content.decode().split())
    assert "Plan of 2024" in said
    assert ("Replaces: <bdi>Plan of 2018</bdi>" in said) == is_named
    assert ("Plan of 2018" in said) == is_named


def test_data_beside_a_report_are_its_public_part_for_its_own_people_too(sign_in, amina, report):
    factories.published(report)
    factories.answer(report, "2022-09", narrative="canary")
    client = sign_in(amina)
    addresses = re.findall(r'href="(/api/v1/exports/entries[^"]+)"', _page(client, KENYA))
    assert len(addresses) == 2
    for address in addresses:
        body = b"".join(client.get(unescape(address)).streaming_content)
        assert b"2022-08" in body
        assert b"canary" not in body
