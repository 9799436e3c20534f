from __future__ import annotations

import re

import pytest
from django.test import Client

from accounts.actor import PUBLIC
from tests import factories
from tracker.exports.datasets import DATASETS, FORMATS
from tracker.models import ProgressEntry

PAGE = "/en/export/"


@pytest.fixture
def report(db):
    report = factories.make_report("KEN")
    factories.answer(report)
    return report


def shown(client: Client, query: str = "", status: int = 200) -> str:
    answered = client.get(f"{PAGE}{query}")
    assert answered.status_code == status
    return answered.content.decode()


@pytest.mark.parametrize("name", DATASETS)
def test_every_dataset_is_offered_with_its_columns_and_addresses(db, name):
    page = shown(Client(), f"?dataset={name}")
    for form in FORMATS:
        assert f'href="http://127.0.0.1:8000/api/v1/exports/{name}.{form}"' in page
    for column in DATASETS[name].columns(PUBLIC):
        assert f">{column}</span>" in page


def test_chosen_filters_go_into_the_addresses_and_say_how_many_members_there_are(report):
    factories.published(report)
    page = shown(Client(), "?dataset=entries&member=KEN&status=partial&cycle=")
    assert "entries.csv?member=KEN&amp;status=partial" in page
    assert "1 of 1 member<" in page
    assert "No row fits" not in page
    empty = shown(Client(), "?dataset=entries&member=NOR")
    assert "0 of 1 member<" in empty
    assert "No row fits what you chose" in empty


def test_filters_that_a_dataset_does_not_have_are_left_out(db):
    page = shown(Client(), "?dataset=plans&status=partial&member=KEN")
    assert "plans.csv?member=KEN" in page
    assert 'name="stage"' not in page


@pytest.mark.parametrize("query", ["?dataset=colours", "?dataset=entries&member=XXX"])
def test_unknown_choice_is_named_and_no_file_is_offered(db, query):
    page = shown(Client(), query, 400)
    assert 'class="err"' in page
    assert "/api/v1/exports/" not in page


def test_presets_name_what_is_published_and_what_is_ones_own(report, sign_in, amina):
    assert "Annual report 2026" not in shown(Client())
    own = shown(sign_in(amina))
    assert "Kenya, 2026" in own
    assert "?dataset=entries&amp;cycle=2026&amp;member=KEN#file" in own
    factories.published(report)
    assert "Annual report 2026" in shown(Client())


def test_annual_report_is_the_same_published_rows_for_everybody(report, sign_in, amina):
    factories.answer(report, "2022-09", confidentiality="network")
    factories.published(report)
    factories.answer(report, "2022-08", narrative="canary")
    preset = "?dataset=entries&amp;cycle=2026&amp;published=true#file"
    files = []
    for client in (Client(), sign_in(amina)):
        assert preset in shown(client)
        page = shown(client, "?dataset=entries&cycle=2026&published=true")
        (address,) = re.findall(r'href="http://[^/]+(/api/[^"]+csv[^"]+)"', page)
        assert "rows that are not published" not in page
        answered = client.get(address.replace("&amp;", "&"))
        files.append(b"".join(answered.streaming_content))
        assert answered["X-Export-Classification"] == "public"
        assert "X-Export-Unpublished" not in answered
    assert files[0] == files[1]
    assert files[0].count(b"\n") == 2
    assert b"canary" not in files[0]


def test_only_who_reads_more_than_everybody_is_asked_what_they_want(db, sign_in, amina):
    question = 'name="published"'
    assert question in shown(sign_in(amina))
    assert question not in shown(Client())
    # The address of the annual report stays what it is.
    assert question in shown(Client(), "?dataset=entries&published=true")
    assert question not in shown(sign_in(amina), "?dataset=members")


def test_page_and_file_say_that_they_hold_what_is_not_published(report, sign_in, amina, kari):
    asked, words = "?dataset=entries&cycle=2026&status=partial", "holds rows that are not published"
    assert words in shown(sign_in(amina), asked)
    factories.published(report)
    for client in (Client(), sign_in(kari), sign_in(amina)):
        assert words not in shown(client, asked)
    ProgressEntry.internal.filter(edition="working").update(version=2)
    assert words in shown(sign_in(amina), asked)
    answered = sign_in(amina).head("/api/v1/exports/entries.csv?cycle=2026&status=partial")
    assert answered["X-Export-Unpublished"] == "true"
    assert words not in shown(sign_in(kari), asked)


def test_page_counts_only_what_its_reader_sees(report, sign_in, amina, kari):
    asked = "?dataset=entries&cycle=2026"
    assert "0 of 87 members" in shown(Client(), asked)
    assert "0 of 87 members" in shown(sign_in(kari), asked)
    assert "1 of 87 members" in shown(sign_in(amina), asked)
