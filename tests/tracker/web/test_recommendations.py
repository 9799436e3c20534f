"""The recommendations' pages: agreed words untouched, filters in the address, who reported what."""

from __future__ import annotations

import html as markup
import re

import pytest
from django.test import Client

from accounts.models import Member
from recommendations.models import Recommendation
from tests import factories
from tests.fixturedata import by_code
from tracker.enums import Confidentiality, Status

pytestmark = pytest.mark.django_db

INDEX = "/en/recommendations/"


def _page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return re.sub(r"[ \n]+", " ", response.content.decode())


def _codes(html: str) -> list[str]:
    return re.findall(r'<a href="/en/recommendations/(20\d\d-\d\d)/"', html)


def _publish(member: str, cycle, code="2022-08", status=Status.PARTIAL, **facts):
    report = factories.make_report(member, cycle)
    factories.answer(report, code, status, **facts)
    return factories.published(report)


def _reporters(html: str) -> list[str]:
    listed = html.split('id="reported"')[1]
    return re.findall(r'href="/en/members/([\w-]+)/\?cycle=\d+#', listed)


# --- the list ------------------------------------------------------------------------------------


def test_list_holds_all_in_the_order_of_the_communiques(client):
    codes = _codes(_page(client, INDEX))
    assert codes == sorted(by_code("recommendation"))


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("communique=FPN-2023", [f"2023-0{n}" for n in range(1, 10)]),
        ("theme=parliament", ["2023-04"]),
        ("theme=guidance", ["2023-01", "2023-09"]),
        ("addressed_to=society_at_large", ["2022-01"]),
        ("pillar=protection&communique=FPN-2022", ["2022-04", "2022-05", "2022-06"]),
        ("search=cybersecurity", ["2023-06"]),
        ("search=FIREARMS+légïslation", ["2022-06"]),
        ("search=accountability&communique=FPN-2023", []),
    ],
)
def test_list_is_narrowed_by_every_filter(client, query, codes):
    html = _page(client, f"{INDEX}?{query}")
    assert _codes(html) == codes
    assert f"{len(codes)} of 18 recommendations shown" in html


def test_list_without_a_match_offers_to_clear_the_filters(client):
    html = _page(client, f"{INDEX}?search=submarines")
    assert "No recommendation matches" in html
    assert '<a href="?">Clear filters</a>' in html


def test_chosen_filters_stay_in_the_form_and_come_off_one_by_one(client):
    html = _page(client, f"{INDEX}?theme=parliament&search=finance")
    assert '<option value="parliament" selected>' in html
    assert 'value="finance"' in html
    assert 'href="?search=finance"' in html
    assert 'href="?theme=parliament"' in html


def test_two_themes_of_an_address_are_both_applied_and_shown(client):
    html = _page(client, f"{INDEX}?theme=parliament,guidance")
    assert _codes(html) == ["2023-01", "2023-04", "2023-09"]
    chosen = re.search(r'<option value="parliament,guidance" selected>(.*?)</option>', html)
    assert chosen is not None
    assert f"<bdi>{chosen[1]}</bdi>" in html


def test_too_many_words_are_an_error_at_their_field(client):
    html = _page(client, f"{INDEX}?search=a+b+c+d+e+f+g+h+i")
    assert "Search for at most 8 words." in html


def test_unknown_theme_is_an_error_at_its_field(client):
    html = _page(client, f"{INDEX}?theme=football")
    assert "<title>Error:" in html
    assert "Not known: football." in html
    assert len(_codes(html)) == 18


def test_searched_words_are_shown_as_text(client):
    html = _page(client, f"{INDEX}?search=%3Cscript%3Ealert(1)%3C/script%3E")
    assert "<script>alert" not in html


def test_list_counts_answers_of_those_asked(client):
    _publish("KEN", factories.make_cycle())
    line = _page(client, INDEX).split("2022-08</span>")[1].split("</li>")[0]
    assert "1 of 87 members asked answered" in line
    assert "No member is asked" in _page(client, INDEX).split("2023-01</span>")[1]


def test_list_keeps_the_calls_verbatim(client):
    html = _page(client, INDEX)
    assert "urged other Member States and regional organizations to join the Network." in html


@pytest.mark.parametrize("codes", [["KEN"], ["KEN", "NOR", "FRA", "JPN", "PER", "MDA"]])
def test_list_queries_do_not_grow_with_reports(client, codes, django_assert_num_queries):
    cycle = factories.make_cycle()
    for code in codes:
        _publish(code, cycle)
    with django_assert_num_queries(11):
        _page(client, INDEX)


# --- one recommendation --------------------------------------------------------------------------


@pytest.mark.parametrize("code", sorted(by_code("recommendation")))
def test_agreed_text_is_shown_to_the_letter(client, code):
    html = client.get(f"{INDEX}{code}/").content.decode()
    quoted = html.split('<blockquote lang="en"')[1].split("</blockquote>")[0]
    assert by_code("recommendation")[code]["text"] in markup.unescape(quoted)


def test_provenance_of_2022_names_the_printed_number(client):
    html = _page(client, f"{INDEX}2022-08/")
    assert "Geneva, 2022, recommendation 8" in html
    assert "Working title, not agreed text" in html


def test_provenance_of_2023_names_section_and_bullet(client):
    html = _page(client, f"{INDEX}2023-02/")
    assert "Washington, D.C., 2023, section 1, bullet 2" in html
    assert "the communiqué prints no number, 2023-02 is the tracker’s" in html


def test_related_recommendations_point_both_ways(client):
    assert "/en/recommendations/2023-08/" in _page(client, f"{INDEX}2022-08/")
    assert "/en/recommendations/2022-08/" in _page(client, f"{INDEX}2023-08/")


def test_unknown_recommendation_is_not_found(client):
    assert client.get(f"{INDEX}2021-01/").status_code == 404


def test_without_reports_the_text_elements_and_an_empty_state_stand(client):
    html = _page(client, f"{INDEX}2022-08/")
    assert "No member has made a public report about this recommendation yet." in html
    assert "Financial resources allocated" in html
    assert '<svg class="dist"' not in html


def test_distribution_counts_those_asked_and_its_table_says_the_same(client):
    cycle = factories.make_cycle()
    for member, status in (
        ("KEN", Status.FULL),
        ("NOR", Status.PARTIAL),
        ("FRA", Status.NOT_STARTED),
        ("JPN", Status.NOT_APPLICABLE),
    ):
        _publish(member, cycle, status=status)
    html = _page(client, f"{INDEX}2022-08/")
    assert "2 of the 3 members that answered have done at least one element" in html
    assert "4 of 87 that are asked answered this one; 1 answered “not applicable”" in html
    name = "2026: 1 not started, 1 partially implemented, 1 fully implemented"
    assert f'aria-label="{name}"' in html
    table = html.split("Members by status")[1].split("</table>")[0]
    assert re.findall(r'<td class="num">(\d+)</td>', table) == ["1", "1", "0", "1", "0"]


def test_optional_answer_is_listed_and_not_counted(client):
    _publish("KEN", factories.make_cycle(), "2023-01", Status.IN_PROGRESS)
    html = _page(client, f"{INDEX}2023-01/")
    assert _reporters(html) == ["KEN"]
    assert "no member is asked to report" in html
    assert '<svg class="dist"' not in html


def test_elements_count_what_is_done_over_those_it_applies_to(client):
    cycle = factories.make_cycle()
    codes = [e.code for e in Recommendation.objects.get(code="2022-06").elements.all()]
    for member, states in (("KEN", ["done", "done"]), ("NOR", ["done", "not_applicable"])):
        elements = {c: {"state": s, "reason": "x"} for c, s in zip(codes, states, strict=False)}
        _publish(member, cycle, "2022-06", Status.PARTIAL, elements=elements)
    done = {codes[0]: {"state": "done", "reason": ""}}
    _publish("FRA", cycle, "2022-06", Status.NOT_APPLICABLE, elements=done)
    _publish("org-ecowas", cycle, "2022-06", Status.PARTIAL, elements=done)
    table = _page(client, f"{INDEX}2022-06/").split("report each element as done")[1]
    shares = re.findall(r"<bdi> (\d of \d) </bdi>", table.split("</table>")[0])
    assert shares[:2] == ["2 of 2", "1 of 1"]


def test_reporters_stand_in_alphabetical_order_with_words_and_evidence(client):
    cycle = factories.make_cycle()
    for member in ("NOR", "AFG", "KEN"):
        _publish(member, cycle, narrative=f"Words of {member}.")
    html = _page(client, f"{INDEX}2022-08/")
    assert _reporters(html) == ["AFG", "KEN", "NOR"]
    assert "Words of KEN." in html
    assert "1 piece of evidence" in html


def test_draft_and_inner_answers_show_to_nobody(client, sign_in, amina, kari):
    cycle = factories.make_cycle()
    factories.answer(factories.make_report("KEN", cycle), narrative="A draft.")
    _publish("NOR", cycle, narrative="Among us.", confidentiality=Confidentiality.MEMBER)
    for reader in (client, sign_in(amina), sign_in(kari)):
        html = _page(reader, f"{INDEX}2022-08/")
        assert _reporters(html) == []
        assert "A draft." not in html
        assert "Among us." not in html


def test_network_answer_is_listed_for_seats_alone(client, sign_in, amina):
    _publish("NOR", factories.make_cycle(), confidentiality=Confidentiality.NETWORK)
    assert _reporters(_page(client, f"{INDEX}2022-08/")) == []
    assert _reporters(_page(sign_in(amina), f"{INDEX}2022-08/")) == ["NOR"]


def test_reporters_are_narrowed_by_status_and_the_numbers_stay(client):
    cycle = factories.make_cycle()
    _publish("KEN", cycle, status=Status.FULL)
    _publish("NOR", cycle, status=Status.IN_PROGRESS)
    html = _page(client, f"{INDEX}2022-08/?status=full")
    assert _reporters(html) == ["KEN"]
    assert "1 of 2 public answers" in html
    assert "1 of the 2 members that answered" in html


def test_reporters_come_ten_to_a_page_and_keep_their_filter(client):
    cycle = factories.make_cycle()
    for member in Member.objects.filter(regional_group="african")[:12]:
        _publish(member.code, cycle, status=Status.FULL)
    first = _page(client, f"{INDEX}2022-08/?status=full")
    assert len(_reporters(first)) == 10
    assert 'href="?status=full&amp;page=2#reported"' in first
    assert len(_reporters(_page(client, f"{INDEX}2022-08/?status=full&page=2"))) == 2


@pytest.mark.parametrize("n", [1, 10])
def test_queries_are_the_same_for_one_member_and_for_ten(client, n, django_assert_num_queries):
    cycle = factories.make_cycle()
    for member in Member.objects.filter(regional_group="african")[:n]:
        report = factories.make_report(member.code, cycle)
        factories.answer(report)
        factories.make_figure(report, factories.make_line(report), "pledged", "5")
        factories.published(report)
    with django_assert_num_queries(17):
        _page(client, f"{INDEX}2022-08/")
