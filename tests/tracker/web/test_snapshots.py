"""The pages of snapshots, and the button that seals one."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.actor import SYSTEM, Actor
from tests import factories
from tests.sealing import full_report, out_cycle, token
from tests.tracker.web.pages import as_person, text
from tracker.domain import snapshots
from tracker.domain.publication import withdraw_edition
from tracker.models import Report, Snapshot
from tracker.queries.log_sources import BY_KIND, readable

pytestmark = pytest.mark.django_db

LIST, ONE, SEAL = "/en/snapshots/", "/en/snapshots/2026-1/", "/en/manage/cycles/2026/seal/"


@pytest.fixture
def report(db: None) -> Report:
    return factories.published(full_report("KEN", out_cycle()))


def test_reviewer_seals_and_everybody_reads_how_to_cite(client: Client, report: Report) -> None:
    secretariat = as_person(factories.reviewer("NOR"))
    assert "1 of 1 reports are published now" in text(secretariat.get(SEAL))
    assert secretariat.post(SEAL).status_code == 302
    snapshot = Snapshot.objects.get()
    page = text(client.get(ONE))
    for words in (snapshot.sha256, "snapshot 2026-1, sealed on", ONE, "1 of 1 members"):
        assert words in page
    assert "2026-1" in text(client.get(LIST))
    assert "2026-1" in text(secretariat.get("/en/manage/cycles/2026/"))


def test_seal_stands_in_the_log_of_the_secretariat_alone(report: Report, amina: Actor) -> None:
    reviewer = factories.reviewer("KEN")
    as_person(reviewer).post(SEAL)
    assert "Sealed a snapshot" in text(as_person(reviewer).get("/en/log/?kind=snapshot"))
    source = BY_KIND["snapshot"]
    assert [event.code for event in readable(source, reviewer)] == ["2026-1"]
    assert readable(source, amina) is None


def test_page_counts_what_was_taken_back(client: Client, report: Report) -> None:
    snapshots.seal(SYSTEM, report.cycle)
    assert "0 of its rows were taken back" in text(client.get(ONE))
    withdraw_edition(report)
    page = text(client.get(ONE))
    sealed = Snapshot.objects.get().rows.count()
    assert f"{sealed} of its rows were taken back" in page
    assert token("KEN", "public") not in page


def test_list_without_snapshots_says_when_there_will_be_one(client: Client) -> None:
    assert "No snapshot is sealed yet" in text(client.get(LIST))


def test_seal_before_publication_is_refused_with_the_reason(db: None) -> None:
    factories.published(full_report("KEN", factories.make_cycle("2026")))
    refused = as_person(factories.reviewer("KEN")).post(SEAL)
    assert refused.status_code == 409
    assert "from the day of publication on" in text(refused)
    assert not Snapshot.objects.exists()


def test_seal_is_the_secretariats(report: Report, amina: Actor) -> None:
    for person in (amina, factories.kari()):
        assert as_person(person).get(SEAL).status_code == 403
        assert as_person(person).post(SEAL).status_code == 403
    assert not Snapshot.objects.exists()


@pytest.mark.parametrize("many", [1, 3])
def test_pages_ask_a_fixed_number_of_questions(
    client: Client, report: Report, many: int, django_assert_num_queries
) -> None:
    for _n in range(many):
        snapshots.seal(SYSTEM, report.cycle)
    withdraw_edition(report)
    client.get(LIST)
    with django_assert_num_queries(3):
        client.get(LIST)
    with django_assert_num_queries(3):
        client.get(ONE)
