"""`make bench`: builds what is missing, measures, prints. It fails on no figure."""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import django

from launcher import process, stopping
from launcher.layout import Layout
from launcher.servers import Servers

from .database import CLONE, Databases
from .scale import SCALES, TENTH, Scale
from .web import Memory, Web

if TYPE_CHECKING:
    from .bench import Bench

FOLDER = CLONE / ".data" / "bench"
PAGE = CLONE / "docs" / "performance.md"
WORDS = ("lists", "exports", "matrix", "saving", "sweep", "growth")


def parser() -> argparse.ArgumentParser:
    found = argparse.ArgumentParser(prog="make bench", description=__doc__)
    found.add_argument("rows", nargs="*", help=f"which rows: {', '.join(WORDS)} (default: all)")
    found.add_argument("--scale", default=os.environ.get("SCALE") or "large", choices=SCALES)
    found.add_argument("--rounds", type=int, default=5, help="rounds per row (default: 5)")
    found.add_argument("--seconds", type=float, default=0.6, help="per contender and round")
    found.add_argument("--write-docs", action="store_true", help="put the table into the docs")
    return found


def main() -> int:
    options = parser().parse_args()
    stopping.listen()
    process.adopt_orphans()
    began = time.monotonic()
    try:
        with _world(SCALES[options.scale], options) as bench:
            from . import results
            from .rows import ROWS

            rows = []
            for word in options.rows or WORDS:
                print(f"Measuring {word} …", flush=True)
                rows += ROWS[word](bench)
                written = results.saved(rows, bench.scale, FOLDER)
            results.shown(rows)
            print(f"{time.monotonic() - began:.0f} s in all; as JSON in {written}")
            if options.write_docs:
                results.documented(written, PAGE)
    except stopping.Stopped as stopped:
        return stopped.exit_status
    finally:
        stopping.ignore()
        process.end_orphans()
    return 0


@contextmanager
def _world(scale: Scale, options: argparse.Namespace) -> Iterator[Bench]:
    """Servers, databases and web processes, for as long as it is measured."""
    with ExitStack() as ending:
        # As durable as in production: a save is on the disk before it is answered.
        servers = Servers(CLONE, Layout(FOLDER))
        servers.take()
        ending.callback(servers.stop)
        urls = servers.start()
        databases = Databases(urls["DATABASE_URL"])
        tenth = SCALES.get(TENTH.get(scale.name, ""))
        if options.rows and "growth" not in options.rows:
            tenth = None
        wanted = databases.ready(scale)
        smaller = databases.ready(tenth) if tenth else ""
        os.environ |= {**urls, "DATABASE_URL": smaller, "DATA_DIR": str(FOLDER)}
        os.environ["DJANGO_SETTINGS_MODULE"] = "tracker.settings"
        webs = {}

        def serve(name: str, application: str, **env: str) -> Web:
            webs[name] = Web(application, FOLDER / "log" / f"{name}.log", **env)
            ending.callback(webs[name].stop)
            return webs[name]

        serve("ours", "tracker.wsgi", DATABASE_URL=wanted)
        serve("plain", "benchmarks.plain.wsgi", DATABASE_URL=wanted)
        if tenth:
            serve("tenth", "tracker.wsgi", DATABASE_URL=smaller)
        os.environ["DATABASE_URL"] = wanted
        yield _bench(scale, tenth, webs, smaller, options)


def _bench(
    scale: Scale,
    tenth: Scale | None,
    webs: dict[str, Web],
    smaller: str,
    options: argparse.Namespace,
) -> Bench:
    django.setup()
    from .bench import Bench

    for name, path in {"ours": "/healthz", "plain": "/plain/nothing/", "tenth": "/healthz"}.items():
        if name in webs:
            webs[name].wait(path)
    return Bench(
        scale=scale,
        ours=webs["ours"].door,
        plain=webs["plain"].door,
        growth_of=lambda work: _growth(webs["ours"], work),
        rounds=options.rounds,
        seconds=options.seconds,
        tenth=webs["tenth"].door if tenth else None,
        tenth_scale=tenth,
        tenth_headers=_token_of(smaller) if tenth else {},
    )


def _growth(web: Web, work: Callable[[], object]) -> float:
    memory = Memory(web.workers())
    work()
    return memory.growth()


def _token_of(url: str) -> dict[str, str]:
    """A token made in the database of another address, as its operator makes one."""
    import subprocess
    import sys

    done = subprocess.run(
        [sys.executable, "manage.py", "token", "focal_point@ken.bench.example"],
        cwd=Path(CLONE),
        env={**os.environ, "DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=True,
    )
    return {"Authorization": f"Token {done.stdout.strip()}"}


if __name__ == "__main__":
    raise SystemExit(main())
