"""The short form of tests/chaos: a few kills of workers and broker. The mail server, the workers,
beat and Valkey are real; `make chaos` also kills web and PostgreSQL, two hundred times."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.chaos.crowd import populate
from tests.chaos.scenes import Play, broken
from tests.chaos.stage import WORKERS, Stage
from tests.mailsink import listening
from tests.workers import database_url

PEOPLE = 12
KILLED = ("worker 1", "redis", "worker 2", "worker 1", "redis", "worker 2")


@pytest.mark.xdist_group("chaos")
@pytest.mark.django_db(transaction=True)
def test_nothing_is_lost_and_nothing_comes_thrice_while_workers_and_broker_are_killed(
    tmp_path: Path,
) -> None:
    people = populate(PEOPLE, 2)
    with listening() as sink:
        times = {"MAIL_LEASE_SECONDS": "6", "EMAIL_TIMEOUT": "2"}
        with Stage(tmp_path / "d", database_url(), EMAIL_URL=sink.url, **times) as stage:
            stage.start_redis()
            for part in (*WORKERS, "beat"):
                stage.start(part)
            play = Play(stage, sink, people, [], print)
            with play.scene("a few kills", PEOPLE, 8):
                for part in KILLED:
                    play.wait(0.7)
                    play.hit(part)
    (row,) = play.rows
    assert row.reminders >= PEOPLE
    assert broken(play.rows, row.kills) == []
