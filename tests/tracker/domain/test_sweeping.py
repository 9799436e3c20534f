"""Files without a row go after a day; files with one stay, whoever names them."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils import timezone

from tests import factories
from tests.hostile import honest
from tracker.domain import evidence as documents
from tracker.domain.sweeping import sweep_files, sweep_keys
from tracker.models import Evidence, IdempotencyRecord

FILE = {"form": "file", "title": "Decision", "kind": "policy_plan", "language": "fr"}


def age(hours: int) -> None:
    then = (timezone.now() - dt.timedelta(hours=hours)).timestamp()
    for path in stored():
        os.utime(path, (then, then))


def stored() -> list[Path]:
    return [p for p in Path(django_settings.EVIDENCE_DIR).rglob("*") if p.is_file()]


@pytest.fixture(autouse=True)
def _own_temporary_folder(settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "uploads")
    (tmp_path / "uploads").mkdir()


@pytest.mark.django_db
def test_orphan_goes_after_a_day_and_a_live_file_never(amina):
    entry = factories.entry_of(factories.make_report("KEN"))
    kept = documents.add(amina, [entry], FILE, ContentFile(honest.pdf(), name="decision.pdf"))
    storage = kept.file.storage
    storage.save("KEN/orphan", ContentFile(b"x"))
    storage.save("orphan", ContentFile(b"x"))
    age(23)
    assert sweep_files() == 0
    age(25)
    assert sweep_files() == 2
    assert [str(p.relative_to(django_settings.EVIDENCE_DIR)) for p in stored()] == [kept.file.name]


@pytest.mark.django_db
def test_file_that_only_the_published_copy_names_is_live(amina):
    entry = factories.entry_of(factories.make_report("KEN"))
    kept = documents.add(amina, [entry], FILE, ContentFile(honest.pdf(), name="decision.pdf"))
    Evidence.internal.filter(pk=kept.pk).update(edition="published", confidentiality="public")
    age(25)
    assert sweep_files() == 0


@pytest.mark.django_db
def test_upload_that_broke_off_goes_after_an_hour(settings, capsys):
    folder = Path(settings.FILE_UPLOAD_TEMP_DIR)
    then = (timezone.now() - dt.timedelta(minutes=61)).timestamp()
    for name in ("tmpa.upload.pdf", "tmpb.upload", "other.txt"):
        (folder / name).write_bytes(b"x")
        os.utime(folder / name, (then, then))
    (folder / "tmpc.upload.pdf").write_bytes(b"x")
    late = (timezone.now() - dt.timedelta(minutes=59)).timestamp()
    os.utime(folder / "tmpc.upload.pdf", (late, late))
    call_command("sweep_files")
    assert capsys.readouterr().out == "Files without a document, deleted: 2\n"
    assert sorted(p.name for p in folder.iterdir()) == ["other.txt", "tmpc.upload.pdf"]


@pytest.mark.django_db
def test_empty_store_is_swept_without_a_word():
    assert sweep_files() == 0


def test_keys_of_a_week_ago_are_forgotten_and_later_ones_kept(amina):
    for key in ("old", "new"):
        IdempotencyRecord.objects.create(
            user=amina.user, seat=amina.seat, key=key, method="POST", path="/", body_sha256=""
        )
    week = timezone.now() - dt.timedelta(days=7, minutes=1)
    IdempotencyRecord.objects.filter(key="old").update(created_at=week)
    assert sweep_keys() == 1
    assert [record.key for record in IdempotencyRecord.objects.all()] == ["new"]
