"""`python -m tests.chaos [KILLS]`"""

from __future__ import annotations

import datetime as dt
import os
import sys
import tempfile
import threading
import time
from pathlib import Path

from launcher import process, stopping
from tests.mailsink import listening

from .stage import SHORTENED, WORKERS, Stage

KILLS = 200


def main(words: list[str]) -> int:
    kills = int(words[0]) if words else KILLS
    scenes = words[1:]
    # Asked to stop, it takes all its parts along.
    stopping.listen()
    process.adopt_orphans()
    with tempfile.TemporaryDirectory(prefix="chaos-") as folder, listening() as sink:
        os.chmod(folder, 0o755)
        with Stage(Path(folder) / "data", EMAIL_URL=sink.url) as stage:
            return play(stage, sink, kills, scenes)


def play(stage: Stage, sink: object, kills: int, only: list[str]) -> int:
    began = time.monotonic()

    def tell(line: str) -> None:
        print(f"{time.monotonic() - began:6.0f} s  {line}", flush=True)

    os.environ.update(stage.env)
    import django

    django.setup()
    stage.start_postgres()
    stage.start_redis()
    stage.manage_now("migrate", "--no-input")
    stage.manage_now("seed")
    from .crowd import populate, writers
    from .scenes import Play, Row, broken, result

    crowd = populate(kills * 3 + 160)
    tell(f"{len(crowd.seats)} people; " + ", ".join(f"{k}={v}" for k, v in SHORTENED.items()))
    for name in ("web", *WORKERS, "beat"):
        stage.start(name)
    found = Play(stage, sink, crowd, list(writers(stage.port)), tell)  # type: ignore[arg-type]
    for writer in found.writers:
        threading.Thread(target=writer.run, daemon=True).start()
    found.wait(8)
    tell(Row.HEAD)
    day = dt.timedelta(days=1)
    scenes = {
        "none": lambda: found.no_fault(40, 20),
        "crash": lambda: found.one_crash(3),
        "wiped": lambda: found.redis_emptied(15, 12),
        "absent": lambda: found.redis_absent(15, 30),
        "locked": lambda: found.redis_locked(8, 8),
        "twice": lambda: found.beat_doubled(15, 10),
        "without": lambda: found.beat_absent(10, 8),
        "ahead": lambda: found.beat_wrong(5, 5, day),
        "behind": lambda: found.beat_wrong(5, 5, -day),
        "sleep": lambda: found.worker_sleeps(
            2, "before_recipient", "worker asleep before the text"
        ),
        "asleep": lambda: found.worker_sleeps(2, "before_answer", "worker asleep after the text"),
        "cut": lambda: found.worker_cut_off(2),
        "deaf": found.deaf_worker,
        "kills": lambda: found.kill_all(kills, kills * 3, 0.8),
    }
    for name, scene in scenes.items():
        if not only or name in only:
            scene()
    for writer in found.writers:
        writer.is_done.set()
    missed = broken(found.rows, sum(found.kills.values()))
    print("\n" + Row.HEAD)
    print("\n".join(str(row) for row in found.rows))
    print("\npart        kills")
    print("\n".join(f"{part:<10} {count:>6}" for part, count in sorted(found.kills.items())))
    print(f"parts that ended by themselves and were started again: {stage.restarts}")
    for line in missed:
        print(f"missed: {line}")
    print(result(found))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
