from __future__ import annotations

import csv
import datetime as dt
import io

import pytest
from django.test import Client

from accounts.actor import PUBLIC, Actor
from tests import factories
from tracker.exports import entries
from tracker.exports.csv import BOM, stream
from tracker.exports.provenance import DEMO_NOTICE
from tracker.models import ProgressEntry

COLUMNS = (
    "id member member_name member_kind regional_group cycle recommendation communique "
    "working_title asked status status_reason planned_on narrative obstacles next_steps language "
    "elements elements_begun elements_done elements_not_applicable evidence confidentiality "
    "confirmed carried_from version updated_at"
).split()


def exported(actor: Actor = PUBLIC) -> list[dict[str, str]]:
    rows = entries.exportable(ProgressEntry.objects.visible_to(actor))
    return read(b"".join(stream(rows, entries.columns(actor))))


def read(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(BOM)
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.fixture
def report(db):
    return factories.make_report("KEN")


def test_columns_stand_in_their_documented_order(report):
    content = b"".join(stream(ProgressEntry.objects.visible_to(PUBLIC), entries.columns(PUBLIC)))
    assert content == BOM + ",".join(COLUMNS).encode() + b"\n"


def test_row_says_what_the_answer_says(report):
    entry = factories.answer(
        report,
        narrative='Three lines,\none "quoted",\nété 平和 سلام',
        planned_on=dt.date(2026, 9, 1),
    )
    factories.published(report)
    row = exported()[0]
    assert row["id"] == str(entry.public_id)
    assert row["narrative"] == 'Three lines,\none "quoted",\nété 平和 سلام'
    assert (row["member"], row["member_name"], row["regional_group"]) == (
        "KEN",
        "Kenya",
        "african",
    )
    assert (row["cycle"], row["recommendation"], row["communique"]) == (
        "2026",
        "2022-08",
        "FPN-2022",
    )
    assert (row["status"], row["asked"], row["confirmed"]) == ("partial", "true", "true")
    assert (row["planned_on"], row["status_reason"]) == ("2026-09-01", "")
    number = entry.recommendation.elements.count()
    assert [row[f"elements{x}"] for x in ("", "_begun", "_done", "_not_applicable")] == [
        str(number),
        "0",
        "1",
        "0",
    ]
    assert row["evidence"] == "1"
    moment = dt.datetime.strptime(row["updated_at"], "%Y-%m-%dT%H:%M:%S%z")
    assert abs(moment - dt.datetime.now(dt.UTC)) < dt.timedelta(hours=1)


def test_reader_gets_their_own_scope_and_nothing_else(report, amina, otieno, kari):
    factories.answer(report, "2022-01", "not_started", narrative="canary-public")
    factories.answer(
        report, "2022-02", "not_started", narrative="canary-network", confidentiality="network"
    )
    factories.answer(
        report, "2022-03", "not_started", narrative="canary-member", confidentiality="member"
    )
    factories.answer(
        report, "2022-04", "not_started", narrative="canary-named", confidentiality="restricted"
    )

    def seen(actor: Actor) -> set[str]:
        rows = exported(actor)
        return {row["narrative"] for row in rows} - {""}

    assert seen(PUBLIC) == seen(kari) == set()
    assert seen(amina) == seen(otieno) == {"canary-public", "canary-network", "canary-member"}
    factories.published(report)
    assert seen(PUBLIC) == {"canary-public"}
    assert seen(kari) == {"canary-public", "canary-network"}
    assert seen(factories.reviewer("KEN")) == seen(amina)


def test_evidence_that_a_reader_cannot_see_is_not_counted(report, kari):
    entry = factories.answer(report)
    factories.make_evidence(entry, confidentiality="network")
    factories.published(report)
    assert (exported()[0]["evidence"], exported(kari)[0]["evidence"]) == ("1", "2")


@pytest.mark.parametrize(
    "words",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\tx",
        "\rx",
        "\nx",
        "＝1",
        "＋1",
        "－1",
        "＠x",
        " =1",
        '"=1"',
        ";=1",
        "'=1",
        "''=1",
        "\u00a0=1",
        "=cmd|' /C calc'!A0",
        "-",
    ],
)
def test_formula_is_made_a_text_and_comes_back_by_taking_one_apostrophe_away(report, words):
    factories.answer(report, narrative=words, status_reason=words)
    factories.published(report)
    row = exported()[0]
    assert row["narrative"] == row["status_reason"] == "'" + words


@pytest.mark.parametrize("words", ["It's = 1", "1 - 2", "a\n=b", "", "٣=", "'quoted'", "l’été"])
def test_other_words_stay_as_they_are(report, words):
    factories.answer(report, narrative=words)
    factories.published(report)
    assert exported()[0]["narrative"] == words


def test_filters_and_their_order_hold_for_the_file_too(report):
    factories.answer(report, "2023-01", "not_started")
    factories.answer(report, "2022-08", "partial")
    factories.published(report)
    content = b"".join(Client().get("/api/v1/exports/entries.csv").streaming_content)
    assert [row["recommendation"] for row in read(content)] == ["2022-08", "2023-01"]
    narrowed = Client().get("/api/v1/exports/entries.csv?status=partial&member=KEN")
    assert len(read(b"".join(narrowed.streaming_content))) == 1
    refused = Client().get("/api/v1/exports/entries.csv?colour=red")
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["parameter"] == "colour"


def test_headers_say_what_the_file_is(report, settings, sign_in, kari, amina):
    answered = Client().get("/api/v1/exports/entries.csv?status=partial,full&member=KEN")
    b"".join(answered.streaming_content)
    assert answered["Content-Type"] == "text/csv; charset=utf-8"
    today = dt.datetime.now(dt.UTC).date()
    assert answered["Content-Disposition"] == f'attachment; filename="entries-KEN-{today}.csv"'
    assert answered["X-Export-Dataset"] == "entries"
    assert answered["X-Export-Filters"] == "member=KEN&status=partial%2Cfull"
    assert answered["X-Export-Classification"] == "public"
    assert answered["X-Export-At"].endswith("Z")
    assert "reuse" in answered["X-Export-Licence"]
    for actor, classes in ((kari, "public, network, member"), (amina, "public, network, member")):
        answered = sign_in(actor).get("/api/v1/exports/entries.csv")
        b"".join(answered.streaming_content)
        assert answered["X-Export-Classification"] == classes
        assert "not for publication" in answered["X-Export-Licence"]


def test_file_of_the_demonstration_says_so(report):
    factories.make_user("focalpoint@kenya.example")
    answered = Client().get("/api/v1/exports/entries.csv")
    b"".join(answered.streaming_content)
    assert answered["X-Export-Notice"] == DEMO_NOTICE


def test_head_of_a_file_runs_no_query_of_its_rows(report):
    answered = Client().head("/api/v1/exports/entries.csv")
    assert (answered.status_code, answered["X-Export-Dataset"]) == (200, "entries")


def test_interrupted_download_leaves_the_connection_usable(transactional_db):
    report = factories.make_report("KEN")
    for code in ("2022-01", "2022-02", "2022-03"):
        factories.answer(report, code, "not_started", narrative="x" * 3000)
    factories.published(report)
    parts = stream(
        entries.exportable(ProgressEntry.objects.visible_to(PUBLIC)), entries.columns(PUBLIC)
    )
    next(parts)
    next(parts)
    parts.close()
    assert ProgressEntry.objects.visible_to(PUBLIC).count() == 3
