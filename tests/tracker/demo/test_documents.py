"""Documents of the demonstration: the numbers of the API, in every language, and small."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from django.test import Client

from accounts.models import Member, User
from accounts.queries import actor_of
from tests.tracker.documents.reading import ordered, text_of
from tracker.documents.phrases import Phrases
from tracker.enums import Status
from tracker.models import ReportingCycle

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demo")]
CYCLE, MEMBER = "2025", "KEN"
MOST_BYTES = 300 * 1024
LANGUAGES = ["en", "fr", "ar"]


@pytest.fixture
def co_chair(loaded: Path, db: None) -> User:
    return User.objects.get(email="cochair@network.example")


def api(client: Client, address: str) -> dict:
    response = client.get(f"/api/v1/{address}")
    assert response.status_code == 200
    return response.json()


def lines_of(text: str) -> set[str]:
    return {line.strip() for line in text.splitlines()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_country_report_has_the_numbers_of_the_api(co_chair, language):
    client = Client()
    client.force_login(co_chair)
    cycle = ReportingCycle.objects.get(code=CYCLE)
    made = ordered(actor_of(co_chair), cycle, MEMBER, form="pdf", language=language)
    assert len(made) <= MOST_BYTES
    # The letters of Arabic come out of a PDF in many orders: its Word file tells the same.
    word = text_of(ordered(actor_of(co_chair), cycle, MEMBER, language=language))
    text = text_of(made)
    p = Phrases(language)
    entries = api(client, f"entries/?member={MEMBER}&cycle={CYCLE}&page_size=50")["results"]
    for entry in entries:
        status = p.label(Status(entry["status"]))
        assert entry["recommendation"] in text
        assert status in word
        assert entry["narrative"].split("\n")[0][:40] in word
    asked = [entry for entry in entries if entry["asked"]]
    said = p.text("Answered: %(n)s of %(of)s recommendations asked", n=len(asked), of=16)
    assert plain(said) in plain(word)
    amounts = [
        amount
        for year in (2024, 2025)
        for amount in amounts_of(client, f"member={MEMBER}&cycle={CYCLE}&year={year}")
    ]
    assert len(amounts) > 10
    for amount in amounts:
        assert plain(p.money(amount).text) in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_meeting_pack_has_the_numbers_of_the_api(co_chair, language):
    client = Client()
    client.force_login(co_chair)
    cycle = ReportingCycle.objects.get(code=CYCLE)
    asked = {"kind": "meeting_pack", "language": language}
    made = ordered(actor_of(co_chair), cycle, None, form="pdf", **asked)
    assert len(made) <= MOST_BYTES
    word = lines_of(plain(text_of(ordered(actor_of(co_chair), cycle, None, **asked))))
    p = Phrases(language)
    reports = api(client, f"reports/?cycle={CYCLE}&page_size=200")["results"]
    members = Member.objects.count()
    assert p.text("%(n)s of %(of)s", n=len(reports), of=members) in word
    assert {p.member(member) for member in Member.objects.all()} <= word
    amounts = amounts_of(client, f"cycle={CYCLE}")
    assert len(amounts) > 5
    for amount in amounts:
        assert plain(p.money(amount).text) in word


def amounts_of(client: Client, query: str) -> list[Decimal]:
    """Every amount that the API tells, in whole units."""
    funnels = api(client, f"money/?{query}")["results"]
    told = [stage["amount"] for funnel in funnels for stage in funnel["stages"]]
    return [round(Decimal(amount), 0) for amount in told if amount is not None]


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")
