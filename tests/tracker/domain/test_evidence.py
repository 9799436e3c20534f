"""Documents: what may come in, whom it serves, and that nothing is left behind by a refusal."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from tests import factories
from tests.hostile import honest
from tracker.domain import evidence as documents
from tracker.domain.errors import Conflict, NotAllowed
from tracker.domain.files import clean_name
from tracker.models import Evidence

pytestmark = pytest.mark.django_db

LINK = {
    "form": "link",
    "url": "https://law.example/12",
    "title": "Act 12",
    "kind": "law_regulation",
    "language": "en",
}
FILE = {"form": "file", "title": "Decision", "kind": "policy_plan", "language": "fr"}
PDF = honest.pdf()
PNG = honest.png()
JPG = honest.jpeg()


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def office(*names: str, **parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in [*((name, b"<x/>") for name in names), *parts.items()]:
            archive.writestr(zipfile.ZipInfo(name), content)
    return buffer.getvalue()


DOCX = honest.docx()
ODT = honest.odt()


def stored_files() -> list[Path]:
    return [p for p in Path(settings.EVIDENCE_DIR).rglob("*") if p.is_file()]


@pytest.fixture
def entry():
    return factories.entry_of(factories.make_report("KEN"))


def test_link_takes_the_class_of_the_answer_and_serves_it(amina, entry):
    added = documents.add(amina, [entry], LINK)
    assert added.confidentiality == entry.confidentiality
    assert list(added.entries.unscoped()) == [entry]
    assert added.added_by == amina.seat


def test_one_document_serves_several_answers(amina, entry):
    other = factories.entry_of(entry.report, "2023-08")
    added = documents.add(amina, [entry, other], {**LINK, "elements": ["2022-08-e1"]})
    assert added.entries.unscoped().count() == 2


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"),
        ({"kind": ""}, "kind"),
        ({"kind": "rumour"}, "kind"),
        ({"language": ""}, "language"),
        ({"form": "fax"}, "form"),
        ({"url": ""}, "url"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"url": "data:text/html,x"}, "url"),
        ({"url": "file:///etc/passwd"}, "url"),
        ({"url": "//evil.example"}, "url"),
        ({"form": "held"}, "url"),
        ({"form": "file", "url": ""}, "file"),
        ({"elements": ["2022-01-e1"]}, "elements"),
        ({"check_result": "sufficient"}, "check_result"),
        ({"sha256": "0" * 64}, "sha256"),
        ({"title": "a\x00b"}, "title"),
    ],
)
def test_wrong_document_is_refused_by_name(amina, entry, changes, field):
    with pytest.raises(ValidationError) as refusal:
        documents.add(amina, [entry], {**LINK, **changes})
    assert field in refusal.value.message_dict
    assert not Evidence.objects.unscoped().exists()


def test_strangers_and_viewers_add_nothing(kari, otieno, entry):
    for actor in (kari, otieno):
        with pytest.raises(NotAllowed):
            documents.add(actor, [entry], LINK)
    assert not Evidence.objects.unscoped().exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("decision.pdf", PDF),
        ("map.png", PNG),
        ("photo.JPG", JPG),
        ("note.docx", DOCX),
        ("note.odt", ODT),
        ("table.csv", b"county,figure\nWajir,3\n"),
        ("table.csv", "\ufeffعمود,1\n".encode()),
    ],
)
def test_allowed_file_is_stored_under_a_random_name(amina, entry, name, content):
    added = documents.add(amina, [entry], FILE, upload(name, content))
    assert added.file_name == name
    assert name.split(".")[0] not in added.file.name
    assert added.file.name.startswith("KEN/")
    assert added.size == len(content)
    assert [p.read_bytes() for p in stored_files()] == [content]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.html", b"<script>alert(1)</script>"),
        ("picture.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("program.exe", b"MZ"),
        ("decision.pdf", b"<html></html>"),
        ("decision.pdf", PNG),
        ("picture.png", JPG),
        ("decision.php.pdf", PDF),
        ("note.docx", ODT),
        ("note.docx", b"PK\x03\x04broken"),
        ("note.xlsx", DOCX),
        ("note.odt", DOCX),
        ("table.csv", b"\x00\x01\x02"),
        ("table.csv", PNG),
        ("noextension", PDF),
        ("empty.pdf", b""),
        ("note.docx", office("[Content_Types].xml", "word/a", "../../etc/passwd")),
        ("note.docx", office("[Content_Types].xml", "word/a", "/etc/passwd")),
    ],
)
def test_other_file_is_refused_and_leaves_nothing(amina, entry, name, content):
    with pytest.raises(ValidationError) as refusal:
        documents.add(amina, [entry], FILE, upload(name, content))
    assert list(refusal.value.message_dict) == ["file"]
    assert not Evidence.objects.unscoped().exists()
    assert stored_files() == []


def test_file_over_the_limit_is_refused(amina, entry, settings):
    settings.MAX_UPLOAD_MB = 1
    with pytest.raises(ValidationError, match="1 MB"):
        documents.add(amina, [entry], FILE, upload("big.pdf", PDF + b" " * 1024 * 1024))
    assert stored_files() == []


def test_failing_write_leaves_no_file(amina, entry, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("the disk of the database is full")

    monkeypatch.setattr(Evidence, "save_base", fail)
    with pytest.raises(RuntimeError):
        documents.add(amina, [entry], FILE, upload("decision.pdf", PDF))
    assert not Evidence.objects.unscoped().exists()
    assert stored_files() == []


@given(st.text(max_size=300))
def test_any_name_becomes_a_harmless_one(name):
    cleaned = clean_name(name)
    assert len(cleaned) <= 200
    assert "/" not in cleaned
    assert "\\" not in cleaned
    assert all(c.isprintable() or c == " " for c in cleaned)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\temp\\x.pdf", "x.pdf"),
        ("a\u202efdp.exe", "afdp.exe"),
        ("قرار.pdf", "قرار.pdf"),
        ("a\r\nX: y.pdf", "aX: y.pdf"),
    ],
)
def test_name_keeps_what_is_harmless(name, expected):
    assert clean_name(name) == expected


def test_change_keeps_form_and_file(amina, entry):
    added = documents.add(amina, [entry], LINK)
    changed = documents.change(amina, added, 1, {"title": "Act 12, revised"})
    assert (changed.title, changed.version) == ("Act 12, revised", 2)
    with pytest.raises(ValidationError):
        documents.change(amina, changed, 2, {"url": ""})
    with pytest.raises(Conflict):
        documents.change(amina, changed, 1, {"title": "Older"})
    assert Evidence.objects.unscoped().get().title == "Act 12, revised"


def test_removed_document_takes_its_file_along(amina, entry, django_capture_on_commit_callbacks):
    added = documents.add(amina, [entry], FILE, upload("decision.pdf", PDF))
    with pytest.raises(Conflict), django_capture_on_commit_callbacks(execute=True):
        documents.remove(amina, added, 9)
    assert len(stored_files()) == 1
    with django_capture_on_commit_callbacks(execute=True):
        documents.remove(amina, added, 1)
    assert stored_files() == []
    assert not Evidence.objects.unscoped().exists()


def test_published_copy_keeps_its_file_when_the_working_one_goes(
    amina, entry, django_capture_on_commit_callbacks
):
    report = entry.report
    factories.answer(report, status="in_progress", confidentiality="public")
    added = documents.add(amina, [factories.entry_of(report)], FILE, upload("decision.pdf", PDF))
    factories.published(report)
    factories.put(report, state="returned")
    added = Evidence.internal.get(pk=added.pk)
    with django_capture_on_commit_callbacks(execute=True):
        documents.remove(amina, added, added.version)
    assert Evidence.objects.published().count() == 1
    assert len(stored_files()) == 1


def test_kari_removes_nothing_of_kenya(kari, amina, entry):
    added = documents.add(amina, [entry], LINK)
    with pytest.raises(NotAllowed):
        documents.remove(kari, added, 1)
    assert Evidence.objects.unscoped().exists()
