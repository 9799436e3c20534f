"""The scanner: what it finds is not taken, and without its answer nothing is."""

from __future__ import annotations

import io
import socket
import threading
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from tests import factories
from tests.hostile import honest
from tests.hostile.scanner import EICAR, scanner
from tests.mailsink import free_port
from tracker import antivirus
from tracker.domain import evidence as documents
from tracker.models import Evidence

pytestmark = pytest.mark.django_db
FILE = {"form": "file", "title": "Decision", "kind": "policy_plan", "language": "fr"}


@pytest.fixture
def send(amina):
    entry = factories.entry_of(factories.make_report("KEN"))

    def _send(content: bytes) -> Evidence:
        upload = ContentFile(content, name="table.csv")
        return documents.add(amina, [entry], FILE, upload)

    return _send


def refused(send, content: bytes, said: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        send(content)
    (sentence,) = refusal.value.message_dict["file"]
    assert said in sentence
    assert not Evidence.internal.exists()
    assert not [p for p in Path(django_settings.EVIDENCE_DIR).rglob("*") if p.is_file()]


def test_clean_file_comes_in_after_the_scanner_saw_all_of_it(send, settings):
    content = b"county,figure\n" + b"Wajir,3\n" * 20_000
    with scanner() as server:
        settings.CLAMD_URL = server.address
        send(content)
    assert server.seen == [content]
    assert Evidence.internal.count() == 1


def test_what_the_scanner_finds_is_not_taken(send, settings):
    with scanner() as server:
        settings.CLAMD_URL = server.address
        refused(send, b"a,b\n" + EICAR, "found something")


def test_without_a_scanner_to_ask_nothing_comes_in(send, settings):
    settings.CLAMD_URL = f"tcp://127.0.0.1:{free_port()}"
    refused(send, b"a,b\n", "could not be scanned")
    settings.CLAMD_URL = f"unix://{django_settings.DATA_DIR}/no-such-socket"
    refused(send, b"a,b\n", "could not be scanned")


def test_scanner_that_is_too_slow_lets_nothing_in(send, settings, monkeypatch):
    monkeypatch.setattr(antivirus, "ANSWER_SECONDS", 0.1)
    with scanner(is_silent=True) as server:
        settings.CLAMD_URL = server.address
        refused(send, b"a,b\n", "could not be scanned")


@pytest.mark.parametrize(
    "said",
    [
        b"INSTREAM size limit exceeded. ERROR\0",
        b"stream: \0",
        b"\0",
        b"x" * 10_000,
        b"HTTP/1.1",
    ],
)
def test_scanner_that_says_anything_else_lets_nothing_in(said, send, settings):
    with scanner(nonsense=said) as server:
        settings.CLAMD_URL = server.address
        refused(send, b"a,b\n", "could not be scanned")


def test_scanner_behind_a_unix_socket_is_asked(tmp_path):
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(tmp_path / "s"))
        door.listen()

        def talk() -> None:
            line, _who = door.accept()
            with line:
                said = b""
                while not said.endswith(bytes(4)):
                    said += line.recv(65536)
                line.sendall(b"stream: OK\0")

        thread = threading.Thread(target=talk)
        thread.start()
        assert antivirus.is_clean(f"unix://{tmp_path}/s", io.BytesIO(honest.pdf()))
        thread.join()


def test_scanner_says_that_it_is_there():
    with scanner() as server:
        assert antivirus.answers(server.address)
    assert not antivirus.answers(f"tcp://127.0.0.1:{free_port()}")
