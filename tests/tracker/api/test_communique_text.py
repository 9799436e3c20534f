"""A communiqué for machines: complete, word for word, and where its anchors say it is."""

from __future__ import annotations

import hashlib
import re
from html import unescape

import pytest
from django.test import Client

from recommendations.models import Call, Communique, Element, Recommendation, Section
from tests import factories
from tests.tracker.api.conftest import problem

pytestmark = pytest.mark.django_db

CODES = ["FPN-2022", "FPN-2023"]


def passages(api, code: str) -> list[dict]:
    return api().get(f"communiques/{code}/text/").json()["passages"]


@pytest.mark.parametrize("code", CODES)
def test_every_piece_is_there_once_and_word_for_word(api, code):
    found = {one["anchor"]: one["text"] for one in passages(api, code)}
    assert len(found) == len(passages(api, code))
    row = Communique.objects.get(code=code)
    of_this = {"communique": row}
    expected = {r.code: r.text for r in Recommendation.objects.filter(**of_this)}
    expected |= {c.code: c.text for c in Call.objects.filter(**of_this)}
    expected |= {s.code: s.title for s in Section.objects.filter(**of_this)}
    elements = Element.objects.filter(recommendation__communique=row)
    expected |= {e.code: e.text for e in elements}
    assert expected.items() <= found.items()
    assert found[code] == row.title
    for part, whole in (("preamble", row.preamble), ("closing", row.closing)):
        said = [text for anchor, text in found.items() if f"{code}-{part}-" in anchor]
        assert "\n\n".join(said) == whole


@pytest.mark.parametrize("code", CODES)
def test_hashes_are_of_the_agreed_texts(api, code):
    whole = api().get(f"communiques/{code}/text/").json()
    agreed = [one for one in whole["passages"] if one["is_agreed"]]
    for one in agreed:
        assert hashlib.sha256(one["text"].encode()).hexdigest() == one["sha256"]
    seal = "\n".join(one["sha256"] for one in agreed).encode()
    assert hashlib.sha256(seal).hexdigest() == whole["sha256"]
    stored = dict(Recommendation.objects.values_list("code", "text_sha256"))
    recommended = {o["anchor"]: o["sha256"] for o in agreed if o["kind"] == "recommendation"}
    assert recommended.items() <= stored.items()
    assert {o["kind"] for o in whole["passages"] if not o["is_agreed"]} == {"element"}


@pytest.mark.parametrize("is_reported", [False, True])
@pytest.mark.parametrize("code", CODES)
def test_address_of_every_piece_lands_on_its_text(api, client, code, is_reported, settings):
    if is_reported:
        report = factories.make_report("KEN")
        for row in Recommendation.objects.filter(communique__code=code):
            factories.answer(report, row.code)
        factories.published(report)
    pages: dict[str, str] = {}
    for one in passages(api, code):
        address, _hash, anchor = one["url"].removeprefix(settings.PUBLIC_BASE_URL).partition("#")
        page = pages.setdefault(address, _page(client, address))
        assert anchor == one["anchor"]
        found = re.search(rf'<(\w+)[^>]* id="{re.escape(anchor)}"[^>]*>(.*?)</\1>', page, re.S)
        assert found, anchor
        if one["kind"] not in ("title", "section"):
            assert unescape(re.sub(r"<[^>]+>", "", found[2])).strip() == one["text"].strip(), anchor
        assert page.count(f'id="{anchor}"') == 1


def _page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_text_of_a_communique_that_is_not_there_is_a_404(api):
    problem(api().get("communiques/FPN-1999/text/"), 404, "not-found")
