"""Fills the database of DATABASE_URL, in a process of its own."""

from __future__ import annotations

import sys

import django


def main(name: str) -> None:
    django.setup()
    from django.db import connection

    from benchmarks.load import load
    from benchmarks.scale import SCALES

    load(SCALES[name])
    with connection.cursor() as cursor:
        # Index-only scans need to know which pages everybody sees.
        cursor.execute("VACUUM (ANALYZE)")


if __name__ == "__main__":
    main(sys.argv[1])
