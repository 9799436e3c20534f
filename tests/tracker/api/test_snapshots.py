"""Snapshots over REST: listed, streamed, proven by the example of docs/api, and blank where a
member took its words back."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from accounts.actor import SYSTEM
from tests import factories
from tests.sealing import full_report, out_cycle, token
from tracker.domain import snapshots
from tracker.domain.publication import withdraw_edition
from tracker.models import Report, Snapshot, SnapshotRow

pytestmark = pytest.mark.django_db

LIST, ONE = "/api/v1/snapshots/", "/api/v1/snapshots/2026-1/"
ENTRIES = f"{ONE}files/entries.ndjson"


@pytest.fixture
def report(db: None) -> Report:
    return factories.published(full_report("KEN", out_cycle()))


@pytest.fixture
def snapshot(report: Report) -> Snapshot:
    return snapshots.seal(SYSTEM, report.cycle)


def lines(client: Client, url: str = ENTRIES) -> list[dict]:
    body = b"".join(client.get(url).streaming_content).decode()
    return [json.loads(line) for line in body.split("\n") if line]


def test_snapshot_tells_hash_coverage_and_files(client: Client, snapshot: Snapshot):
    said = client.get(ONE).json()
    assert (said["code"], said["cycle"], said["sha256"]) == ("2026-1", "2026", snapshot.sha256)
    assert (said["members_published"], said["members_asked"]) == (1, 1)
    assert [file["dataset"] for file in said["files"]] == [
        "entries",
        "evidence",
        "budget-lines",
        "budget-figures",
        "plans",
        "actions",
        "indicators",
        "measurements",
    ]
    assert said["files"][0]["url"].endswith(ENTRIES)
    assert [row["code"] for row in client.get(LIST).json()["results"]] == ["2026-1"]


def test_list_is_narrowed_by_cycle(client: Client, snapshot: Snapshot):
    factories.make_cycle("2031")
    assert client.get(f"{LIST}?cycle=2026").json()["results"]
    assert client.get(f"{LIST}?cycle=2031").json()["results"] == []
    assert client.get(f"{LIST}?cycle=1999").status_code == 400


def test_file_is_streamed_with_its_seal(client: Client, snapshot: Snapshot):
    response = client.get(ENTRIES)
    assert response.streaming
    assert response["ETag"] == f'"{snapshot.said["files"][0]["sha256"]}-1"'
    assert "no-store" in response["Cache-Control"]
    (row,) = lines(client)
    assert row["row"]["narrative"] == token("KEN", "public")
    assert row["row"]["recommendation_sha256"]
    assert client.get(ENTRIES, headers={"If-None-Match": response["ETag"]}).status_code == 304
    looked = client.head(ENTRIES)
    assert not looked.streaming
    assert looked["ETag"] == response["ETag"]


@pytest.mark.parametrize(
    ("is_local", "said"), [(True, "Invented demonstration data"), (False, None)]
)
def test_file_says_where_its_data_is_invented(client, snapshot, settings, is_local, said):
    factories.make_user("amina@kenya.example")
    settings.IS_LOCAL = is_local
    assert client.get(ENTRIES).get("X-Export-Notice") == said


def test_withdrawn_row_is_a_hash_at_once_and_the_etag_changes(client, report, snapshot):
    before, (row,) = client.get(ENTRIES)["ETag"], lines(client)
    withdraw_edition(report)
    response = client.get(ENTRIES, headers={"If-None-Match": before})
    assert response.status_code == 200
    key = row["row"]["id"]
    assert lines(client) == [{"id": key, "sha256": row["sha256"], "withdrawn": True}]
    assert client.get(ONE).json()["files"][0]["withdrawn"] == 1
    assert client.get(ONE).json()["sha256"] == snapshot.sha256


@pytest.mark.parametrize(
    "url", ["/api/v1/snapshots/2026-9/", f"{ONE}files/reports.ndjson", f"{ONE}files/x.ndjson"]
)
def test_what_is_not_sealed_is_not_found(client: Client, snapshot: Snapshot, url: str):
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("many", [1, 3])
def test_list_and_file_ask_a_fixed_number_of_questions(
    client: Client, report: Report, many: int, django_assert_num_queries
):
    for _n in range(many):
        snapshots.seal(SYSTEM, report.cycle)
    withdraw_edition(report)
    with django_assert_num_queries(2):
        client.get(LIST)
    # The fourth asks whether this is the demonstration, on one's own machine alone.
    with django_assert_num_queries(4):
        lines(client)


def example() -> str:
    found = re.search(
        r"```python\n(.*?)```", (settings.BASE_DIR / "docs/api/reference.md").read_text(), re.S
    )
    assert found is not None
    return found[1]


@pytest.mark.django_db(transaction=True)
def test_example_of_the_document_proves_the_seal(live_server, settings, tmp_path: Path):
    """Before and after a withdrawal; and it fails for a row that was tampered with."""
    settings.PUBLIC_BASE_URL = live_server.url
    cycle = out_cycle()
    kenya = factories.published(full_report("KEN", cycle))
    factories.published(full_report("NOR", cycle))
    snapshots.seal(SYSTEM, cycle)
    script = tmp_path / "verify.py"
    script.write_text(example())
    assert example().count("\n") <= 11

    def verify() -> subprocess.CompletedProcess[str]:
        words = [sys.executable, str(script), f"{live_server.url}/api/v1", "2026-1"]
        return subprocess.run(words, capture_output=True, text=True, check=False)

    assert verify().stdout.startswith("16 rows, as sealed at ")
    withdraw_edition(kenya)
    assert verify().stdout.startswith("16 rows, as sealed at ")
    assert SnapshotRow.objects.filter(withdrawn_at__isnull=False).count() == 8
    script.write_text(example().replace('row["nonce"]', '"0"'))
    assert "AssertionError" in verify().stderr
