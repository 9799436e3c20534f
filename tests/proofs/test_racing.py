"""The short form of tests/racing.py: a few writes by each crowd."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import factories, racing
from tests.workers import own_number

WRITES = 84


@pytest.mark.django_db(transaction=True)
def test_no_acknowledged_write_is_undone(tmp_path: Path, worker_id: str) -> None:
    report = factories.make_report("KEN")
    with racing.web(tmp_path, own_number(worker_id, 50)) as server:
        figure = racing.race(WRITES, server, report, racing.people(), print)
    assert figure.lost == []
    assert figure.written == WRITES
    # They did meet.
    assert figure.refused > 0
