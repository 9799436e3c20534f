"""The demonstration world, loaded once for every test of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from tests.demoworld import evidence_kept_in
from tracker.demo import load


@pytest.fixture(scope="package")
def loaded(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Path]:
    """The folder of its files. All of it is gone after the last test."""
    folder = tmp_path_factory.mktemp("evidence")
    with django_db_blocker.unblock(), transaction.atomic():
        with evidence_kept_in(folder):
            load()
        yield folder
        transaction.set_rollback(True)
