"""The zip that an office file is: read from its own directory, before any member is unpacked."""

from __future__ import annotations

import re
import stat
import zipfile
import zlib
from typing import IO

from django.utils.translation import gettext_lazy as _

from .reading import size_of, tail_of
from .refusal import Refusal

MOST_MEMBERS, LARGEST_DIRECTORY = 5000, 1024 * 1024
MOST_UNPACKED, LARGEST_RATIO, SMALL = 160 * 1024 * 1024, 250, 1024 * 1024
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_DRIVE = re.compile(r"[A-Za-z]:")
# What the library of archives says of a part that is not as the directory has it.
FAULTS = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError, KeyError)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"


def open_archive(file: IO[bytes]) -> zipfile.ZipFile:
    """The archive, once its directory is whole, modest and honest. Raises Refusal."""
    size = size_of(file)
    file.seek(0)
    head = file.read(4)
    if head == _OLD_OFFICE:
        raise Refusal(
            _("This file is locked by a password or of an old kind: save it anew without one.")
        )
    if head != b"PK\x03\x04":
        raise Refusal(_("Something stands before the beginning of this document: save it again."))
    _check_directory(file, size)
    archive = zipfile.ZipFile(file)
    _check_members(archive)
    return archive


def damaged() -> Refusal:
    return Refusal(_("This document is damaged or its end is missing: save it again."))


def _check_directory(file: IO[bytes], size: int) -> None:
    """The directory stands at the very end, with nothing behind it, before Python reads it: a
    hundred thousand entries are refused by their number alone."""
    record = tail_of(file, size, 22)
    if len(record) < 22 or record[:4] != b"PK\x05\x06":
        raise damaged()
    number = int.from_bytes(record[10:12], "little")
    length, start = (int.from_bytes(record[at : at + 4], "little") for at in (12, 16))
    if number > MOST_MEMBERS or length > LARGEST_DIRECTORY:
        raise Refusal(_("This document holds too many parts: save it again or send it as PDF."))
    if start + length != size - 22:
        raise Refusal(_("Another file is hidden in this document: save it again."))


def _check_members(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    if not members:
        raise damaged()
    total, end = 0, 0
    names: set[str] = set()
    for member in sorted(members, key=lambda m: m.header_offset):
        _check_name(member)
        folded = member.filename.casefold()
        if folded in names:
            raise Refusal(_("Two parts of this document have the same name: save it again."))
        names.add(folded)
        if member.flag_bits & 0x41:
            raise Refusal(
                _("This document is locked by a password: save it without one and send it again.")
            )
        if member.compress_type not in _METHODS:
            raise Refusal(_("This document is packed in an unusual way: save it again."))
        if member.header_offset < end:
            raise bomb()
        end = member.header_offset + 30 + member.compress_size
        total += member.file_size
        if total > MOST_UNPACKED or (
            member.file_size > SMALL and member.file_size > LARGEST_RATIO * member.compress_size
        ):
            raise bomb()
    if min(m.header_offset for m in members):
        raise Refusal(_("Another file is hidden in this document: save it again."))


def bomb() -> Refusal:
    return Refusal(_("This document unpacks to far more than it says: save it again or as PDF."))


def _check_name(member: zipfile.ZipInfo) -> None:
    name = member.orig_filename
    steps = re.split(r"[\\/]", name)
    if (
        name.startswith(("/", "\\"))
        or "\\" in name
        or ".." in steps
        or "\x00" in name
        or _DRIVE.match(name)
        or stat.S_ISLNK(member.external_attr >> 16)
    ):
        raise Refusal(_("A part of this document points outside of it: save it again."))
