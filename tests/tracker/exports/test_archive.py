from __future__ import annotations

import io
import zipfile

import pytest

from tracker.exports.archive import AT_ONCE, Archive


def test_what_is_taken_while_it_is_written_is_the_archive():
    archive, parts = Archive(), []
    archive.add("first", b"1")
    parts.append(archive.taken())
    with archive.member("second") as member:
        member.write(b"2" * 10)
        member.write(b"3" * 10)
    parts.append(archive.taken())
    archive.end()
    parts.append(archive.taken())
    assert all(parts)
    assert archive.taken() == b""
    with zipfile.ZipFile(io.BytesIO(b"".join(parts))) as found:
        assert found.testzip() is None
        assert {name: found.read(name) for name in found.namelist()} == {
            "first": b"1",
            "second": b"2" * 10 + b"3" * 10,
        }
        # Excel reads no sizes of 64 bits where they are not needed.
        assert {member.extract_version for member in found.infolist()} == {20}


def test_archive_that_broke_off_is_none():
    archive = Archive()
    archive.add("first", b"1")
    with pytest.raises(zipfile.BadZipFile):
        zipfile.ZipFile(io.BytesIO(archive.taken()))


def test_a_few_bytes_are_not_worth_sending():
    archive = Archive()
    archive.add("first", b"1")
    assert not archive.is_enough
    with archive.member("second") as member:
        member.write(bytes(i * i % 251 ^ i * 7 % 253 for i in range(8 * AT_ONCE)))
    assert archive.is_enough
