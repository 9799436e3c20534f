"""Pictures that are more than a picture, less than one, or larger than any memory."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from .honest import JFIF, chunk, header, jpeg, lines, png, segment
from .kinds import Hostile, made

SCRIPT = b"<script>alert(1)</script>"
PHP = b"<?php system($_GET[0]); ?>"
PAGE = b"<html><body onload=alert(1)></body></html>"


def small_zip() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("run.js", b"alert(1)")
    return buffer.getvalue()


def flood_png(width: int, height: int) -> bytes:
    return png().replace(header(), header(width, height))


def overfull_png() -> bytes:
    """Says four by four points and unpacks to 200 MB."""
    stream = zlib.compressobj(9)
    data = b"".join(stream.compress(b"\x00" * 1024 * 1024) for _ in range(200)) + stream.flush()
    return b"\x89PNG\r\n\x1a\n" + header() + chunk(b"IDAT", data) + chunk(b"IEND")


def words_bomb(kind: bytes, lead: bytes) -> bytes:
    return png(chunk(kind, lead + zlib.compress(b"\x00" * 64 * 1024 * 1024, 9)))


def hostile() -> Iterator[Hostile]:
    yield from _pngs()
    yield from _jpegs()
    for name, body in {
        "tiff": b"II*\x00\x08\x00\x00\x00" + b"\x00" * 64,
        "tiff of the other order": b"MM\x00*\x00\x00\x00\x08" + b"\x00" * 64,
        "gif": b"GIF89a\x01\x00\x01\x00\x00\x00\x00;",
        "svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        "webp": b"RIFF\x24\x00\x00\x00WEBPVP8 " + b"\x00" * 32,
        "bmp": b"BM" + b"\x00" * 64,
        "icon": b"\x00\x00\x01\x00\x01\x00" + b"\x00" * 64,
        "heic": b"\x00\x00\x00\x18ftypheic" + b"\x00" * 64,
        "page": PAGE,
        "program": b"MZ\x90\x00" + b"\x00" * 64,
        "zip": small_zip(),
        "postscript": b"%!PS-Adobe-3.0\n" + b"showpage\n" * 4,
    }.items():
        yield made("renamed", f"{name} as png", "picture.png", body)
        yield made("renamed", f"{name} as jpg", "picture.jpg", body)


def _pngs() -> Iterator[Hostile]:
    whole = png()
    for label, body in {
        "page behind": png(behind=PAGE),
        "script behind": png(behind=SCRIPT),
        "zip behind": png(behind=small_zip()),
        "program behind": png(behind=b"MZ" + b"\x00" * 100),
        "one byte behind": png(behind=b"\x00"),
        "page before": PAGE + whole,
        "zip before": small_zip() + whole,
        "script in a comment": png(chunk(b"tEXt", b"Comment\x00" + SCRIPT)),
        "php in a comment": png(chunk(b"tEXt", b"Comment\x00" + PHP)),
        "script in packed words": png(chunk(b"zTXt", b"C\x00\x00" + zlib.compress(SCRIPT))),
        "script in a chunk of its own": png(chunk(b"scRt", SCRIPT)),
        "zip in a chunk": png(chunk(b"ziPp", small_zip())),
    }.items():
        yield made("two in one", f"png, {label}", "picture.png", body)
    for label, body in {
        "signature alone": whole[:8],
        "head alone": whole[:33],
        "half": whole[: len(whole) // 2],
        "without IEND": whole[:-12],
        "without its last byte": whole[:-1],
        "wrong check sum": whole[:-20] + bytes([whole[-20] ^ 1]) + whole[-19:],
        "IEND after half of the data": b"\x89PNG\r\n\x1a\n"
        + header()
        + chunk(b"IDAT", zlib.compress(b"\x00" * 52)[:8])
        + chunk(b"IEND"),
        "no data": b"\x89PNG\r\n\x1a\n" + header() + chunk(b"IEND"),
        "data before its head": b"\x89PNG\r\n\x1a\n" + lines() + header() + chunk(b"IEND"),
        "noise for data": b"\x89PNG\r\n\x1a\n"
        + header()
        + chunk(b"IDAT", b"noise!")
        + chunk(b"IEND"),
    }.items():
        yield made("cut off", f"png, {label}", "picture.png", body)
    for width, height in ((50_000, 50_000), (2**31 - 1, 1), (0, 4), (4, 0), (30_000, 30_000)):
        yield made("flood", f"png {width}×{height}", "map.png", flood_png(width, height))
    yield Hostile("flood", "png that unpacks to 200 MB", "map.png", overfull_png)
    for kind, lead in (
        (b"zTXt", b"C\x00\x00"),
        (b"iCCP", b"P\x00\x00"),
        (b"iTXt", b"C\x00\x01\x00\x00\x00"),
    ):
        label = f"png, {kind.decode()} of 64 MB"
        yield Hostile("flood", label, "map.png", lambda k=kind, d=lead: words_bomb(k, d))
    yield Hostile(
        "flood", "png of 60,000 pieces", "map.png", lambda: png(chunk(b"tEXt", b"a\x00b") * 60_000)
    )


def _jpegs() -> Iterator[Hostile]:
    whole = jpeg()
    for label, body in {
        "page behind": jpeg(behind=PAGE),
        "php behind": jpeg(behind=PHP),
        "zip behind": jpeg(behind=small_zip()),
        "broken picture behind": jpeg(behind=whole[:-2]),
        "film behind": jpeg(behind=b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 64),
        "page behind, as settings": jpeg(behind=PAGE + b"SEFT"),
        "much behind, as settings": jpeg(behind=b"x" * 300_000 + b"SEFT"),
        "page before": PAGE + whole,
        "script in a comment": jpeg(segment(0xFE, SCRIPT)),
        "php in a comment": jpeg(segment(0xFE, PHP)),
        "page in Exif": jpeg(segment(0xE1, b"Exif\x00\x00" + PAGE)),
        "zip in a comment": jpeg(segment(0xFE, small_zip())),
    }.items():
        yield made("two in one", f"jpg, {label}", "photo.jpg", body)
    for label, body in {
        "without EOI": whole[:-2],
        "half": whole[: len(whole) // 2],
        "head alone": whole[:4],
        "no picture": b"\xff\xd8" + JFIF + b"\xff\xd9",
        "no scan": whole[: whole.index(b"\xff\xda")] + b"\xff\xd9",
        "segment longer than the file": b"\xff\xd8\xff\xe0\xff\xff" + b"\x00" * 64,
        "segment of no length": b"\xff\xd8\xff\xe0\x00\x00" + b"\x00" * 64,
        "noise for segments": b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\x00" * 64,
    }.items():
        yield made("cut off", f"jpg, {label}", "photo.jpg", body)
    yield made("flood", "jpg 65,535×65,535", "photo.jpg", jpeg(width=65_535, height=65_535))
    yield made("flood", "jpg 65,500×1", "photo.jpg", jpeg(width=65_500, height=1))
    yield made("flood", "jpg 0×8", "photo.jpg", jpeg(width=0))
    scan = segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"\x3f"
    yield made("flood", "jpg of 5,000 scans", "photo.jpg", whole[:-2] + scan * 5000 + b"\xff\xd9")
    comments = segment(0xFE, b"a") * 30_000
    yield made("flood", "jpg of 30,000 comments", "photo.jpg", jpeg(comments))
