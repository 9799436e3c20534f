"""The first page, with nothing published and with something."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests import factories
from tracker.enums import Confidentiality, Status

pytestmark = pytest.mark.django_db


def _page(client: Client, address: str = "/en/") -> str:
    response = client.get(address)
    assert response.status_code == 200
    return re.sub(r"[ \n]+", " ", response.content.decode())


def test_new_installation_names_the_members_and_the_texts(client):
    html = _page(client)
    assert "No report is public yet" in html
    assert "No reporting cycle has been opened yet" in html
    assert "<span>87</span>" in html
    assert len(set(re.findall(r"/en/recommendations/(\d{4}-\d\d)/", html))) == 18


def test_coverage_stands_before_content_with_n_of_n(client):
    cycle = factories.make_cycle()
    for code, status in (("KEN", Status.FULL), ("NOR", Status.NOT_STARTED)):
        report = factories.make_report(code, cycle)
        factories.answer(report, "2022-08", status)
        factories.published(report)
    html = _page(client)
    assert '<span>2</span> <span class="of">of 87 members</span>' in html
    assert html.index("of 87 members") < html.index("at least one element is done")
    assert "50 of 100 answers say that at least one element is done" in html
    assert "2 answers that apply, from 2 members. Self-reported." in html


def test_answers_with_evidence_are_counted_of_all_answers(client):
    report = factories.make_report("KEN")
    factories.answer(report, "2022-08", Status.FULL)
    factories.answer(report, "2022-09", Status.NOT_STARTED)
    factories.published(report)
    html = _page(client)
    assert "1 of 2" in html.split("Answers that come with evidence")[1].split("</dd>")[0]


def test_picture_of_members_says_the_numbers_of_its_table(client):
    factories.published(factories.make_report("KEN"))
    html = _page(client)
    name = re.search(r'<svg class="units".*?aria-label="(.*?)"', html)[1]
    assert "African States: 1 of 16" in name
    assert html.count('<rect class="on"') == 1
    assert html.count('<rect class="off"') == 86
    table = html.split("Members with a published report, by regional group</caption>")[1]
    african = table.split("African States")[1].split("</tr>")[0]
    assert re.findall(r"\d+", re.sub(r"<[^>]+>", " ", african)) == ["1", "16"]


def test_draft_and_inner_answers_change_no_number(client, sign_in, amina):
    cycle = factories.make_cycle()
    empty = _page(client)
    factories.answer(factories.make_report("KEN", cycle), "2022-08", Status.FULL)
    report = factories.make_report("NOR", cycle)
    factories.answer(report, "2022-08", Status.FULL, confidentiality=Confidentiality.RESTRICTED)
    assert _page(client) == empty
    assert "No report is public yet" in _page(sign_in(amina))


def test_numbers_of_places_carry_no_decimal_comma(client):
    factories.published(factories.make_report("KEN"))
    html = _page(client, "/fr/")
    assert not re.findall(r' [xy]="[\d-]*,', html)


@pytest.mark.parametrize("codes", [["KEN"], ["KEN", "MLI", "NGA", "NAM", "UGA", "TUN"]])
def test_queries_are_the_same_for_one_report_and_for_many(client, codes, django_assert_num_queries):
    cycle = factories.make_cycle()
    for code in codes:
        report = factories.make_report(code, cycle)
        factories.answer(report)
        factories.published(report)
    with django_assert_num_queries(10):
        _page(client)
