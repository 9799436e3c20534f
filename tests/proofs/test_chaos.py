"""The short form of tests/chaos: workers and broker are killed in the act, once before a mail's
text is out and once after. Mail server, workers, beat and Valkey are real; `make chaos` also kills
web and PostgreSQL, two hundred times."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.chaos.crowd import populate
from tests.chaos.scenes import Play, broken
from tests.chaos.stage import WORKERS, Stage
from tests.mailsink import listening
from tests.workers import database_url

PEOPLE = 12


@pytest.mark.xdist_group("chaos")
@pytest.mark.django_db(transaction=True)
def test_nothing_is_lost_and_nothing_comes_thrice_while_workers_and_broker_are_killed(
    tmp_path: Path,
) -> None:
    people = populate(PEOPLE, 2)
    with listening() as sink:
        times = {"MAIL_LEASE_SECONDS": "4", "EMAIL_TIMEOUT": "2"}
        with Stage(tmp_path / "d", database_url(), EMAIL_URL=sink.url, **times) as stage:
            stage.start_redis()
            for part in (*WORKERS, "beat"):
                stage.start(part)
            play = Play(stage, sink, people, [], print)
            with play.scene("a few kills", PEOPLE, 5):
                for step in ("before_recipient", "before_answer"):
                    with play.caught(step):
                        assert play.is_there.wait(60), stage.logs()[-3000:]
                        for part in (*WORKERS, "redis"):
                            play.hit(part)
    (row,) = play.rows
    assert (row.kills, row.reminders) == (6, 3 * PEOPLE)
    # The mail whose text was out came twice, under one Message-ID; all else once.
    assert (row.extra, row.most) == (1, 2)
    assert broken(play.rows, row.kills) == []
