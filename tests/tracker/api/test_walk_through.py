"""The pages for people who calculate do what they say: every shell block of the walk-through in its
order, with bash and curl, and the example in Python, against a real server."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache

from accounts.domain import tokens
from accounts.models import Appointment
from tests import factories
from tests.tracker.api.conftest import throttled
from tests.workers import database_url
from tracker.domain.publication import withdraw_edition
from tracker.models import BudgetFigure, Report

pytestmark = pytest.mark.django_db(transaction=True)

ROOT = Path(django_settings.BASE_DIR)
DOCS = ROOT / "docs" / "api"
# What stands between the answers of two blocks.
MARK = "----- next block -----"


@pytest.fixture
def seat(live_server, settings) -> Appointment:
    """Kenya's focal point of the demonstration, with a draft of 2026."""
    settings.PUBLIC_BASE_URL = live_server.url
    user = factories.make_user("focalpoint@kenya.example")
    factories.answer(factories.make_report("KEN", factories.make_cycle("2026")), "2022-08")
    return factories.make_seat("focal_point", "KEN", user)


@pytest.fixture
def norway(seat: Appointment) -> Report:
    """Norway's published report of 2025, with two answers."""
    report = factories.make_report("NOR", factories.make_cycle("2025"))
    for code in ("2022-08", "2022-09"):
        factories.answer(report, code)
    return factories.published(report)


def steps() -> list[tuple[str, str]]:
    """Every shell block, with the answer that stands under it."""
    text = (DOCS / "walk-through.md").read_text()
    found = re.findall(r"```bash\n(.*?)```\n(?:```text\n(.*?)```)?", text, re.S)
    return [(block, said) for block, said in found]


def said_like(pattern: str) -> re.Pattern[str]:
    """What is written, with anything in the place of each `…`."""
    return re.compile(".*?".join(map(re.escape, pattern.strip().split("…"))), re.S)


def test_every_block_of_the_walk_through_answers_as_it_says(norway, live_server):
    blocks = [block for block, _said in steps()]
    assert len(blocks) >= 10
    script = f"\necho '{MARK}'\n".join(["set -euo pipefail", *blocks])
    script = script.replace("http://127.0.0.1:8000", live_server.url)
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": database_url()},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answers = [answer.strip() for answer in done.stdout.split(MARK)[1:]]
    for (block, said), answer in zip(steps(), answers, strict=True):
        assert said_like(said).fullmatch(answer), f"{block}\nanswered\n{answer}\nand not\n{said}"
    assert not BudgetFigure.internal.exists()


def run(*words: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(DOCS / "example.py"), *words],
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        check=False,
    )


def example(*words: str, **env: str) -> str:
    """What the example prints."""
    done = run(*words, **env)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_example_keeps_a_copy_and_forgets_what_was_withdrawn(norway, live_server, tmp_path):
    base, copy = f"{live_server.url}/api/v1", str(tmp_path / "copy.json")
    assert example("read", base, copy) == "2 answers, 2 read, 0 withdrawn"
    # What changed in the last minutes is read again.
    assert example("read", base, copy) == "2 answers, 2 read, 0 withdrawn"
    withdraw_edition(norway)
    assert example("read", base, copy) == "0 answers, 0 read, 2 withdrawn"


def test_example_says_why_it_was_refused(seat, live_server):
    entry = factories.entry_of(Report.internal.get(member__code="KEN"))
    done = run("write", f"{live_server.url}/api/v1", str(entry.public_id), "New words.", KEY="x")
    assert (done.returncode, done.stdout) == (1, "")
    assert re.fullmatch(r"HTTP Error 401: \S.*\n", done.stderr), done.stderr


def test_example_writes_an_answer(seat, live_server):
    entry = factories.entry_of(Report.internal.get(member__code="KEN"))
    _token, key = tokens.issue(seat, "write")
    base = f"{live_server.url}/api/v1"
    said = example("write", base, str(entry.public_id), "New words.", KEY=key)
    assert said == f"version {entry.version + 1}"
    assert factories.entry_of(entry.report).narrative == "New words."


@pytest.fixture
def module() -> ModuleType:
    """The example, to be held up in the middle."""
    spec = importlib.util.spec_from_file_location("example", DOCS / "example.py")
    assert spec is not None
    assert spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


def test_example_tries_once_more_where_somebody_was_faster(seat, live_server, module, monkeypatch):
    entry = factories.entry_of(Report.internal.get(member__code="KEN"))
    _token, key = tokens.issue(seat, "write")
    base, usual, sent = f"{live_server.url}/api/v1", module.call, []

    def held_up(method: str, url: str, *rest: Any, **headers: str) -> Any:
        sent.append(method)
        answer = usual(method, url, *rest, **headers)
        if len(sent) == 1:
            faster = {"Authorization": f"Token {key}", "If-Match": answer[1]}
            usual("PATCH", url, {"obstacles": "Theirs."}, **faster)
        return answer

    monkeypatch.setattr(module, "call", held_up)
    module.write(base, key, entry.public_id, "Ours.")
    kept = factories.entry_of(entry.report)
    assert sent == ["GET", "PATCH", "GET", "PATCH"]
    assert (kept.narrative, kept.obstacles) == ("Ours.", "Theirs.")


def test_example_waits_as_long_as_it_is_told(
    norway, live_server, module, monkeypatch, settings, tmp_path
):
    throttled(settings, "1/day")
    waited: list[int] = []

    def sleep(seconds: int) -> None:
        waited.append(seconds)
        cache.clear()

    monkeypatch.setattr(module.time, "sleep", sleep)
    cache.clear()
    copy = tmp_path / "copy.json"
    for _time in range(2):
        module.read(f"{live_server.url}/api/v1", str(copy))
    assert waited
    assert 1 <= waited[0] <= 86400
    assert len(json.loads(copy.read_text())["answers"]) == 2
