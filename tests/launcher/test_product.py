"""`make run` with a tiny product in place of the real one, under the same three programs."""

import json
import os
import re
import signal
import subprocess
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from launcher import endpoints, process, product
from launcher.failure import Failure
from tests.launcher.conftest import processes_below, until

RUN = """
import sys
from pathlib import Path
from launcher import product
from launcher.failure import Failure
try:
    sys.exit(product.run(Path(sys.argv[1])))
except Failure as failure:
    sys.exit(str(failure))
"""
MANAGE = """
import os, sys
if os.environ.get("FAILS") in sys.argv:
    sys.exit("column is missing")
if "--demo" in sys.argv:
    print("amina@kenya.example, password demo")
"""
CELERY = """
import os
from celery import Celery
app = Celery("tracker", broker=os.environ["REDIS_URL"].replace("unix://", "redis+socket://"))
"""
WSGI = """
import os
def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [f"{os.environ['PUBLIC_BASE_URL']} {os.environ['DEBUG']}".encode()]
"""
MAIL = "To: amina@kenya.example\nSubject: Due in 30 days\n\nbody\n"

Run = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def run(
    clone: Path, port: int, launch: Run, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., "subprocess.Popen[str]"]:
    """Starts the tiny product in a session of its own, as a terminal does."""
    (clone / "tracker").mkdir()
    (clone / "tracker" / "__init__.py").write_text(CELERY)
    (clone / "tracker" / "wsgi.py").write_text(WSGI)
    (clone / "manage.py").write_text(MANAGE)
    monkeypatch.setenv("PORT", str(port))
    monkeypatch.delenv("DJANGO_SETTINGS_MODULE", raising=False)

    def begin(**env: str) -> subprocess.Popen[str]:
        return launch(RUN, clone, env=env, start_new_session=True)

    return begin


def lines_until(child: "subprocess.Popen[str]", words: str) -> list[str]:
    """What a process prints, up to the line that holds the words."""
    assert child.stdout
    found = []
    for line in child.stdout:
        found.append(line.strip())
        if words in line:
            return found
    assert child.stderr
    raise AssertionError(f"{found} {child.stderr.read()}")


def test_product_serves_announces_mail_and_leaves_nothing_after_ctrl_c(
    clone: Path, port: int, run: Run
) -> None:
    page = f"http://127.0.0.1:{port}"
    child = run()
    said = lines_until(child, "password")
    assert any(page in line for line in said)
    assert said[-1] == "amina@kenya.example, password demo"

    with urllib.request.urlopen(page) as answer:
        assert answer.read().decode() == f"{page} true"
    assert set(endpoints.running(clone) or {}) == {"DATABASE_URL", "REDIS_URL"}
    with pytest.raises(Failure, match=rf"running already at {page} \(process {child.pid}\)"):
        product.must_be_free(clone)
    (clone / ".data" / "mail").mkdir()
    (clone / ".data" / "mail" / "1.eml").write_text(MAIL)
    lines_until(child, "Mail to amina@kenya.example: Due in 30 days")

    os.killpg(child.pid, signal.SIGINT)
    child.communicate()

    assert child.returncode == 0
    assert processes_below(clone) == []
    assert endpoints.running(clone) is None
    product.must_be_free(clone)


def test_part_that_dies_is_named_and_takes_everything_down(clone: Path, run: Run) -> None:
    child = run()
    lines_until(child, "password")
    [worker, *_] = sorted(
        (line for line in processes_below(clone) if re.search(r"celery -A tracker worker", line)),
        key=lambda line: int(line.split()[0]),
    )

    os.kill(int(worker.split()[0]), signal.SIGKILL)
    _, errors = child.communicate()

    assert child.returncode == 1
    assert "The task worker ended unexpectedly (killed by signal 9)" in errors
    assert str(clone / ".data" / "log" / "worker.log") in errors
    assert processes_below(clone) == []


@pytest.mark.parametrize(
    ("step", "named"),
    [
        ("migrate", "bringing the database up to date"),
        ("--demo", "loading the demonstration data"),
    ],
)
def test_step_that_fails_is_shown_with_its_words_and_nothing_is_left(
    clone: Path, run: Run, step: str, named: str
) -> None:
    child = run(FAILS=step)
    output, errors = child.communicate()

    assert (output, child.returncode) == ("", 1)
    assert errors.endswith(f"({named}) failed:\ncolumn is missing\n")
    assert processes_below(clone) == []


def test_no_demonstration_data_where_others_can_see_the_pages(clone: Path, run: Run) -> None:
    child = run(PUBLIC_BASE_URL="https://tracker.example.org")
    said = lines_until(child, "No demonstration data")
    os.killpg(child.pid, signal.SIGTERM)

    assert "password" not in "".join(said) + child.communicate()[0]
    assert child.returncode == 0
    assert processes_below(clone) == []


def test_all_that_a_killed_launcher_left_is_ended_by_the_next_one(
    clone: Path, port: int, run: Run, path_without_leash: str
) -> None:
    child = run(PATH=path_without_leash)
    lines_until(child, "password")
    child.kill()
    child.wait()
    left = json.loads((clone / ".data" / "processes.json").read_text())
    assert len(left) == 5
    assert [process.started_at(int(pid)) for pid in left] == list(left.values())

    product.must_be_free(clone)

    until(lambda: processes_below(clone) == [])


@pytest.mark.parametrize(
    ("page", "loopback"),
    [
        ("http://127.0.0.1:8000", True),
        ("http://localhost:8000", True),
        ("http://[::1]:8000", True),
        ("http://127.0.0.1.example.org", False),
        ("https://tracker.example.org", False),
        ("http://0.0.0.0:8000", False),
    ],
)
def test_loopback_is_judged_by_the_address_not_by_its_looks(page: str, loopback: bool) -> None:
    assert product.is_loopback(page) is loopback
