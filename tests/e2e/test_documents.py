"""A document from its order to its file, in a real browser, made by a real worker."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from playwright.sync_api import Locator, Page, expect

from accounts.actor import Actor
from tests import factories
from tests.e2e.conftest import Open
from tests.tracker.documents.test_making import worker
from tests.workers import Processes, database_url, own_number, redis_url
from tracker import wakeup
from tracker.env import redis_addresses

pytestmark = pytest.mark.django_db(transaction=True)

PAGE = "/en/export/documents/"
# A worker begins within this, on a machine that does other things as well.
SOON = 60_000


@pytest.fixture
def stall(tmp_path: Path) -> Path:
    """While it is there, a worker that writes as the stand-ins do stands still at the end."""
    return tmp_path / "stall"


@pytest.fixture
def processes(
    tmp_path: Path, worker_id: str, stall: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Processes]:
    redis = redis_url(own_number(worker_id, 40))
    # The page that takes the order wakes the worker of this test.
    monkeypatch.setattr(wakeup.app.conf, "broker_write_url", redis_addresses(redis)[1])
    with Processes(
        tmp_path,
        DATABASE_URL=database_url(),
        REDIS_URL=redis,
        DATA_DIR=str(tmp_path),
        EVIDENCE_DIR=str(django_settings.EVIDENCE_DIR),
        STALL=str(stall),
        PYTHONPATH=str(django_settings.BASE_DIR),
    ) as processes:
        yield processes


@pytest.fixture
def amina(transactional_db: None) -> Actor:
    """Kenya's focal point, with a report that is published."""
    report = factories.make_report("KEN")
    factories.answer(report, "2022-08")
    factories.published(report)
    return factories.amina()


def order(page: Page) -> Locator:
    """Orders Kenya's report and answers its line in the list."""
    expect(page.get_by_text("You have ordered no document yet")).to_be_visible()
    page.get_by_role("button", name="Order it").click()
    line = page.locator("#jobs li")
    expect(line).to_have_count(1)
    return line


def download(page: Page, line: Locator, folder: Path) -> tuple[str, bytes]:
    with page.expect_download() as started:
        line.get_by_role("link", name="Download").click()
    place = folder / "fetched"
    started.value.save_as(place)
    return started.value.suggested_filename, place.read_bytes()


def test_bar_moves_and_becomes_a_download_while_the_page_stays(
    visit: Open, amina: Actor, processes: Processes, stall: Path, tmp_path: Path
) -> None:
    page = visit(PAGE, amina.seat)
    line = order(page)
    bar = line.get_by_role("progressbar")
    expect(bar).to_have_accessible_name("Waiting")
    # A page that loads anew forgets this.
    page.evaluate("window.stayed = true")
    stall.touch()
    worker(processes, tmp_path)
    expect(bar).to_have_accessible_name("Being made, 100%", timeout=SOON)
    assert bar.evaluate("bar => bar.value") == 100
    expect(page.locator("#jobs [role=status]")).to_have_text("1 document is being made.")
    stall.unlink()
    expect(line.get_by_role("link", name="Download")).to_be_visible(timeout=SOON)
    expect(bar).to_have_count(0)
    expect(page.locator("#jobs [role=status]")).to_have_text("Nothing is being made now.")
    assert page.evaluate("window.stayed")
    name, content = download(page, line, tmp_path)
    assert name == "country-report-KEN-2026-en.pdf"
    assert content == b"en\nWhat KEN did about 2022-08."


def test_page_without_a_script_looks_again_and_the_inbox_leads_to_the_file(
    visit: Open, amina: Actor, processes: Processes, tmp_path: Path
) -> None:
    page = visit(PAGE, amina.seat, java_script_enabled=False)
    line = order(page)
    expect(line.get_by_role("progressbar")).to_be_visible()
    # One that writes real reports.
    processes.worker()
    expect(line.get_by_role("link", name="Download")).to_be_visible(timeout=SOON)
    page.goto(page.url.replace(PAGE, "/en/inbox/"))
    page.get_by_role("link", name="Your document is ready: country report of Kenya").click()
    expect(page.locator("#jobs li:target")).to_be_visible()
    name, content = download(page, line, tmp_path)
    assert name == "country-report-KEN-2026-en.pdf"
    assert content.startswith(b"%PDF-")
    page.goto(page.url.replace(PAGE, "/en/inbox/"))
    expect(page.locator("main").get_by_text("Nothing new.")).to_be_visible()
