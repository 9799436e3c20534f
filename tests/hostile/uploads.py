"""Uploads through the real web server: a large one, one that breaks off, one without a length."""

from __future__ import annotations

import socket
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.hostile import honest
from tests.hostile.pages import stream, with_objects

MEGABYTE = 1024 * 1024
LARGE = 25 * MEGABYTE
MOST_MEGABYTES, MOST_SECONDS = 100.0, 20.0
BOUNDARY = "the-end-of-a-part"
ABORTED_AT = (0.1, 0.5, 0.99)


def large_pdf(size: int = LARGE) -> bytes:
    import os

    return with_objects(stream(os.urandom(size), b"/Subtype /Image", packed=False))


def body_of(entry: Any, content: bytes, name: str = "scan.pdf") -> bytes:
    said = {
        "entries": str(entry.public_id),
        "form": "file",
        "kind": "other",
        "title": "A scan",
        "language": "en",
    }
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
        for key, value in said.items()
    ]
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    return b"".join([*parts, head.encode(), content, f"\r\n--{BOUNDARY}--\r\n".encode()])


class Sender:
    """Speaks HTTP by hand, so that it can break off wherever it likes."""

    def __init__(self, port: int, key: str) -> None:
        self.port, self.key = port, key

    def _head(self, length: str) -> bytes:
        return (
            f"POST /api/v1/evidence/ HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n"
            f"Authorization: Token {self.key}\r\n{length}\r\nConnection: close\r\n"
            f"Content-Type: multipart/form-data; boundary={BOUNDARY}\r\n\r\n"
        ).encode()

    def send(self, body: bytes, part: float = 1.0, length: int | None = None) -> int:
        """The status of the answer; 0 where the sender broke off."""
        head = self._head(f"Content-Length: {len(body) if length is None else length}")
        return self._talk([head, body[: int(len(body) * part)]], answered=part == 1.0)

    def send_in_chunks(self, body: bytes) -> int:
        return self._talk([self._head("Transfer-Encoding: chunked"), *self._chunks(body)], True)

    @staticmethod
    def _chunks(body: bytes) -> Iterator[bytes]:
        for at in range(0, len(body), MEGABYTE):
            piece = body[at : at + MEGABYTE]
            yield b"%x\r\n%s\r\n" % (len(piece), piece)
        yield b"0\r\n\r\n"

    def _talk(self, pieces: list[bytes], answered: bool) -> int:
        with socket.create_connection(("127.0.0.1", self.port), 60) as line:
            try:
                for piece in pieces:
                    line.sendall(piece)
            except (BrokenPipeError, ConnectionResetError):
                # Refused before all of it was sent; the answer may still be there.
                pass
            if not answered:
                return 0
            try:
                said = line.recv(64)
            except ConnectionResetError:
                return 413
            return int(said.split()[1]) if said else 0


class Watch:
    """The most memory that any of the processes has at once, beyond what it had at first."""

    def __init__(self, pids: list[int]) -> None:
        self.before = {pid: resident(pid) for pid in pids}
        self.peak = 0.0
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._look, daemon=True)

    def _look(self) -> None:
        while not self.over.wait(0.005):
            grown = [resident(pid) - size for pid, size in self.before.items()]
            self.peak = max(self.peak, *grown)

    def __enter__(self) -> Watch:
        self.thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.over.set()
        self.thread.join()


def resident(pid: int) -> float:
    """Megabytes of a process, without pages of files that the system can take back."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    sizes = dict(line.split(":", 1) for line in status.splitlines() if line.startswith("Rss"))
    return int(sizes["RssAnon"].split()[0]) / 1024


def children(pid: int) -> list[int]:
    told = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(number) for number in told.split()]


def files_under(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def prove_uploads(tell: Callable[[str], object]) -> list[str]:
    """What is wrong with how large, endless and broken uploads end."""
    from accounts.domain import tokens
    from tests import factories
    from tests.racing import own_database, web
    from tests.workers import wait_until
    from tracker.models import Evidence

    wrong: list[str] = []

    def expect(what: str, found: object, wanted: object) -> None:
        if found != wanted:
            wrong.append(f"{what}: {found} instead of {wanted}")

    with own_database(), tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        store, temporary = folder / "evidence", folder / "tmp"
        temporary.mkdir()
        entry = factories.entry_of(factories.make_report("KEN"))
        _token, key = tokens.issue(factories.amina().seat, "write")
        env = {"MAX_UPLOAD_MB": "30", "EVIDENCE_DIR": str(store), "TMPDIR": str(temporary)}
        with web(folder, 15, **env) as server:
            sender = Sender(server.port, key)
            workers = children(server.running[0].pid)
            expect("a small upload", sender.send(body_of(entry, honest.pdf())), 201)
            expect("and another", sender.send(body_of(entry, honest.pdf())), 201)
            large = body_of(entry, large_pdf())
            with Watch(workers) as watch:
                began = time.perf_counter()
                expect("25 MB", sender.send(large), 201)
                seconds = time.perf_counter() - began
            tell(f"25 MB through the web server: {seconds:.2f} s, +{watch.peak:.1f} MB in a worker")
            if watch.peak > MOST_MEGABYTES or seconds > MOST_SECONDS:
                wrong.append(f"25 MB took {seconds:.1f} s and {watch.peak:.0f} MB")
            with Watch(workers) as watch:
                began = time.perf_counter()
                expect("25 MB in chunks", sender.send_in_chunks(large), 201)
                seconds = time.perf_counter() - began
            tell(f"25 MB in chunks: {seconds:.2f} s, +{watch.peak:.1f} MB in a worker")
            kept = Evidence.internal.count(), len(files_under(store))
            expect("kept", kept, (4, 4))
            too_large = body_of(entry, large_pdf(32 * MEGABYTE))
            expect("32 MB", sender.send(too_large), 413)
            expect("32 MB in chunks", sender.send_in_chunks(too_large), 413)
            expect("says one byte", sender.send(large, length=1), 400)
            for _time in range(5):
                for part in ABORTED_AT:
                    sender.send(large, part)
            wait_until(lambda: not files_under(temporary), 30)
            expect("temporary files", files_under(temporary), [])
            expect("after", (Evidence.internal.count(), len(files_under(store))), kept)
            tell(f"{5 * len(ABORTED_AT)} uploads broken off: no row, no file, no temporary file")
    return wrong
