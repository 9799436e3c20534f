"""Publication shows a cleaned copy; the working file stays; a copy goes when nobody may read it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile

from tests import factories
from tests.hostile import honest
from tests.tracker.cleaning import signed
from tracker.domain import evidence as documents
from tracker.domain.errors import IllegalMove
from tracker.domain.publication import publish_edition, withdraw_edition
from tracker.models import Evidence

pytestmark = pytest.mark.django_db
FILE = {"form": "file", "title": "Photo", "kind": "other", "language": "en"}


def stored() -> set[str]:
    root = Path(settings.EVIDENCE_DIR)
    return {str(p.relative_to(root)) for p in root.rglob("*") if p.is_file()}


def content_of(row: Evidence) -> bytes:
    return (Path(settings.EVIDENCE_DIR) / row.file.name).read_bytes()


def published() -> Evidence:
    return Evidence.objects.published().get(form="file")


@pytest.fixture
def report():
    report = factories.make_report("KEN")
    factories.answer(report, status="in_progress", confidentiality="public")
    return report


@pytest.fixture
def photo(amina, report):
    said = {**FILE, "personal_data": "yes", "consent_basis": "Signed by each, kept by the ministry"}
    upload = ContentFile(signed.jpeg(), name="photo.jpg")
    return documents.add(amina, [factories.entry_of(report)], said, upload)


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_published_copy_is_clean_and_knows_both_hashes(photo, report):
    factories.published(report)
    copy = published()
    content = content_of(copy)
    assert signed.WHO.encode() not in content
    assert copy.sha256 == hashlib.sha256(content).hexdigest()
    assert copy.original_sha256 == photo.sha256 == hashlib.sha256(signed.jpeg()).hexdigest()
    assert copy.size == len(content)
    assert (copy.consent_basis, copy.personal_data) == ("", "")
    photo.refresh_from_db()
    assert content_of(photo) == signed.jpeg()
    assert photo.consent_basis
    assert stored() == {photo.file.name, copy.file.name}


def test_file_is_cleaned_once_and_again_only_when_it_is_another(photo, report, committed):
    with committed():
        factories.published(report)
    first = published().file.name
    with committed():
        publish_edition(report)
    assert published().file.name == first
    assert stored() == {photo.file.name, first}


@pytest.mark.parametrize("how", ["withdrawn", "narrowed", "removed"])
def test_copy_goes_when_it_is_no_longer_published(how, photo, report, committed):
    with committed():
        factories.published(report)
    assert len(stored()) == 2
    with committed():
        if how == "withdrawn":
            withdraw_edition(report)
        else:
            if how == "narrowed":
                Evidence.internal.filter(pk=photo.pk).update(confidentiality="member")
            else:
                Evidence.objects.working().filter(pk=photo.pk).delete()
            publish_edition(report)
    assert not Evidence.objects.published().exists()
    assert stored() == {photo.file.name}


def test_pdf_is_published_as_it_is_and_the_file_is_shared(amina, report, committed):
    upload = ContentFile(honest.pdf(), name="law.pdf")
    added = documents.add(amina, [factories.entry_of(report)], FILE, upload)
    with committed():
        factories.published(report)
        withdraw_edition(report)
    assert stored() == {added.file.name}


@pytest.mark.parametrize("content", [b"", b"\xff\xd8\xff broken"])
def test_file_that_cannot_be_cleaned_is_not_published(content, photo, report):
    path = Path(settings.EVIDENCE_DIR) / photo.file.name
    path.write_bytes(content) if content else path.unlink()
    with pytest.raises(IllegalMove, match="cannot be cleaned"):
        factories.published(report)
