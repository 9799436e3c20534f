"""How fast hostile files are refused and how much memory that takes; how a large honest file comes
in through the real web server, and what a broken upload leaves.

    python -m tests.hostile.proof

Each file is looked at in a process of its own, from a file on disk, as an upload lies there; times are those of the processor. The
last line is the figure; the exit status is 0 only where every hostile file was refused within two
seconds and 100 MB, every honest one came in, and no broken upload left anything. Runs inside
`launcher exec`, which brings the servers.
"""

from __future__ import annotations

import io
import json
import os
import re
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

MOST_SECONDS, MOST_MEGABYTES = 2.0, 100.0


@dataclass
class Look:
    """What became of one file."""

    family: str
    label: str
    sentence: str
    seconds: float
    growth: float
    """Megabytes beyond what the process had before."""


def look_at(family: str, label: str, name: str, content: bytes) -> Look:
    """Looks at the file in a forked process, whose peak is measured from this moment on."""
    with tempfile.NamedTemporaryFile(suffix=".upload") as lying:
        lying.write(content)
        lying.flush()
        del content
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            os.close(reading)
            os.write(writing, json.dumps(_in_child(lying.name, name)).encode())
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading) as told:
            said = json.loads(told.read() or '["crashed", 0, 0]')
        os.waitpid(child, 0)
    return Look(family, label, *said)


def _in_child(path: str, name: str) -> tuple[str, float, float]:
    from django.core.exceptions import ValidationError
    from django.core.files.base import File

    from tracker.domain.files import accept

    before = _memory("VmRSS")
    Path("/proc/self/clear_refs").write_text("5")
    began = time.process_time()
    with Path(path).open("rb") as opened:
        try:
            accept(File(opened, name=name))
            said = ""
        except ValidationError as error:
            said = "|".join(error.message_dict.get("file", ["?", "?"]))
    return said, time.process_time() - began, max(0.0, _memory("VmHWM") - before)


def _memory(what: str, pid: int | str = "self") -> float:
    found = re.search(rf"{what}:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) / 1024 if found else 0.0


def large_honest() -> Iterable[tuple[str, bytes]]:
    """Honest files of 15 to 19 MB, of which not a byte repeats."""
    from tests.hostile import honest
    from tests.hostile.pages import stream, with_objects

    noise = os.urandom(18 * 1024 * 1024)
    yield "scan.pdf", with_objects(stream(noise, b"/Subtype /Image", packed=False))
    yield "drawing.pdf", with_objects(stream(noise[: 8 * 1024 * 1024].hex().encode()))
    picture = honest.png(width=2400, height=2400)
    yield "map.png", picture.replace(honest.lines(2400, 2400), _noisy(noise, 2400))
    scan = noise.replace(b"\xff", b"\xfe")
    yield "photo.jpg", honest.jpeg().replace(b"\x3f\xff\xd9", scan + b"\xff\xd9")
    table = b"".join(b"Wajir,%d,%d\n" % (n, n * 7) for n in range(800_000))
    yield "table.csv", table
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, body in honest.xlsx_parts().items():
            made.writestr(name, body)
        rows = b"".join(
            b'<row r="%d"><c><v>%d</v></c></row>' % (n, n * 7919) for n in range(2_000_000)
        )
        made.writestr("xl/worksheets/sheet2.xml", b"<worksheet>" + rows + b"</worksheet>")
        made.writestr("xl/media/image1.png", honest.png() and picture)
    yield "table.xlsx", buffer.getvalue()
    parts = {
        **honest.docx_parts(),
        "word/media/image1.jpeg": honest.jpeg(),
        "word/media/i.emf": noise,
    }
    yield "note.docx", honest.archive(parts)


def _noisy(noise: bytes, side: int) -> bytes:
    import zlib

    from tests.hostile.honest import chunk

    rows = b"".join(b"\x00" + noise[n * side * 3 % len(noise) :][: side * 3] for n in range(side))
    return chunk(b"IDAT", zlib.compress(rows.ljust(side * (side * 3 + 1), b"\x00"), 1))


def look_at_all() -> list[Look]:
    from tests.hostile import honest
    from tests.hostile.corpus import corpus

    looks = [look_at(h.family, h.label, h.name, h.build()) for h in corpus()]
    looks += [look_at("(honest)", name, name, body) for name, body in honest.files().items()]
    looks += [look_at("(honest, large)", name, name, body) for name, body in large_honest()]
    return looks


def table(looks: list[Look]) -> list[str]:
    lines = [f"{'family':<18}{'files':>6}{'refused':>9}{'slowest ms':>12}{'peak MB':>9}"]
    for family in dict.fromkeys(look.family for look in looks):
        those = [look for look in looks if look.family == family]
        refused = sum(bool(look.sentence) for look in those)
        slowest, peak = max(t.seconds for t in those), max(t.growth for t in those)
        lines.append(f"{family:<18}{len(those):>6}{refused:>9}{slowest * 1000:>12.0f}{peak:>9.1f}")
    return lines


def faults(looks: list[Look]) -> list[str]:
    """Everything that is not as it should be."""
    wrong = []
    for look in looks:
        is_honest = look.family.startswith("(")
        if bool(look.sentence) == is_honest or "|" in look.sentence or look.sentence == "crashed":
            wrong.append(f"{look.family}: {look.label}: {look.sentence or 'came in'}")
        if look.seconds > MOST_SECONDS or look.growth > MOST_MEGABYTES:
            wrong.append(f"{look.label}: {look.seconds:.1f} s, {look.growth:.0f} MB")
    return wrong


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    import django

    django.setup()
    from tests.hostile.uploads import prove_uploads

    looks = look_at_all()
    print("\n".join(table(looks)), flush=True)
    wrong = [*faults(looks), *prove_uploads(print)]
    for fault in wrong:
        print(f"fault  {fault}")
    hostile = [look for look in looks if not look.family.startswith("(")]
    print(f"{len(hostile)} hostile files, {len(wrong)} faults")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
