"""The databases that are measured: built once, and again only where the schema or the generator
changed. None of them is the one of `make run`, nor of the tests."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import psycopg
from psycopg import sql

from launcher.progress import Progress

from .scale import Scale

CLONE = Path(__file__).resolve().parents[1]
BASE = "bench_base"


class Databases:
    """The databases of one server, by scale. `url` is that of any database on it."""

    def __init__(self, url: str) -> None:
        self.url = url

    def url_of(self, name: str) -> str:
        """The same server, another database."""
        head, mark, query = self.url.partition("?")
        return f"{head.rpartition('/')[0]}/{name}{mark}{query}"

    def ready(self, scale: Scale) -> str:
        """The address of a scale's database, built first where there is none that fits."""
        name, wanted = f"bench_{scale.name}", _digest("benchmarks/load", "benchmarks/scale.py")
        wanted = f"{self._base()} {wanted}"
        if self._comment(name) != wanted:
            self._drop(name)
            self._create(name, BASE)
            with Progress(f"Filling the database “{scale.name}”: {scale.answers:,} answers"):
                _run(self.url_of(name), "-m", "benchmarks.load", scale.name)
            self._say(name, wanted)
        return self.url_of(name)

    def _base(self) -> str:
        """A seeded database without reports; returns what it was made from."""
        wanted = _digest(
            *(f"{app}/migrations" for app in ("recommendations", "accounts", "tracker"))
        )
        if self._comment(BASE) != wanted:
            self._drop(BASE)
            self._create(BASE, "template1")
            with Progress("Making the tables"):
                _run(self.url_of(BASE), "manage.py", "migrate", "--no-input")
                _run(self.url_of(BASE), "manage.py", "seed")
            self._say(BASE, wanted)
        return wanted

    def _comment(self, name: str) -> str | None:
        query = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s"
        with psycopg.connect(self.url) as connection:
            found = connection.execute(query, [name]).fetchone()
        return found[0] if found else None

    def _say(self, name: str, text: str) -> None:
        self._execute("COMMENT ON DATABASE {} IS {}", sql.Identifier(name), sql.Literal(text))

    def _drop(self, name: str) -> None:
        self._execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", sql.Identifier(name))

    def _create(self, name: str, template: str) -> None:
        self._execute(
            "CREATE DATABASE {} TEMPLATE {}", sql.Identifier(name), sql.Identifier(template)
        )

    def _execute(self, statement: str, *parts: sql.Composable) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*parts))  # type: ignore[arg-type]


def _digest(*places: str) -> str:
    """What the files of these folders say, as one short word."""
    digest = hashlib.sha256()
    for place in places:
        found = CLONE / place
        for file in [found] if found.is_file() else sorted(found.rglob("*.py")):
            digest.update(file.read_bytes())
    return digest.hexdigest()[:20]


def _run(url: str, *words: str) -> None:
    env = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tracker.settings"}
    subprocess.run([sys.executable, *words], cwd=CLONE, env=env, check=True, stdout=subprocess.PIPE)
