"""What every test may rely on: the agreed texts and the members are in the database."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.utils import translation

from accounts.actor import Actor
from tests import factories
from tests.emptying import first_rows_put_back
from tests.workers import own_number
from tracker.models import Evidence, ExportJob, Plan
from tracker.models.evidence import evidence_storage


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        call_command("seed", verbosity=0)
        with first_rows_put_back():
            yield


def pytest_sessionstart() -> None:
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    # Each client would look for all files of all applications again; live servers find them anyway.
    settings.WHITENOISE_USE_FINDERS = False
    # Tests empty the cache; each process has a database of Redis of its own.
    number = own_number(os.environ.get("PYTEST_XDIST_WORKER", "master"), 20)
    cache = settings.CACHES["default"]
    cache["LOCATION"] = re.sub(r"((?:/|db=))\d+$", rf"\g<1>{number}", cache["LOCATION"])


def pytest_make_parametrize_id(val: object) -> str | None:
    """Bytes in a test's name: the workers must find the same names, and a zip holds the time."""
    return f"{len(val)} bytes" if isinstance(val, bytes) else None


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """A page in another language leaves that language on for the rest of the process."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _own_folders(settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.EVIDENCE_DIR = tmp_path / "evidence"
    settings.MAIL_DIR = tmp_path / "mail"
    storages = {**settings.STORAGES}
    storages["evidence"] = {
        **storages["evidence"],
        "OPTIONS": {**storages["evidence"]["OPTIONS"], "location": settings.EVIDENCE_DIR},
    }
    settings.STORAGES = storages
    for model in (Evidence, Plan, ExportJob):
        monkeypatch.setattr(model._meta.get_field("file"), "storage", evidence_storage())


@pytest.fixture
def amina(db: None) -> Actor:
    """Focal point of Kenya."""
    return factories.amina()


@pytest.fixture
def otieno(db: None) -> Actor:
    """Viewer of Kenya."""
    return factories.otieno()


@pytest.fixture
def kari(db: None) -> Actor:
    """Focal point of Norway: a stranger to Kenya's drafts."""
    return factories.kari()


@pytest.fixture
def sign_in(client: Client):
    """Signs an actor in and answers the client."""

    def _sign_in(actor: Actor) -> Client:
        client.force_login(actor.user)
        return client

    return _sign_in
