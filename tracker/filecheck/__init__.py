"""Which files may come in, told by their content and their name (domain brief, section 5).

`check` opens nothing in a program and decodes no picture: it walks the structure of the file by
pieces, so that time and memory stay small whatever comes. One module per family; a refusal is one
sentence with its remedy. Why so: docs/decisions/0019.
"""

from __future__ import annotations

from typing import IO

from django.utils.translation import gettext_lazy as _

from . import archive, jpeg, office, opendocument, pdf, png, table
from .names import ALLOWED, clean_name, extension_of
from .refusal import Refusal, other_content

__all__ = ["ALLOWED", "Refusal", "check", "clean_name", "extension_of"]

_PICTURES_AND_PAGES = {
    "png": (png.is_png, png.check),
    "jpg": (jpeg.is_jpeg, jpeg.check),
    "jpeg": (jpeg.is_jpeg, jpeg.check),
    "pdf": (pdf.is_pdf, pdf.check),
}
_ARCHIVES = {"docx": office, "xlsx": office, "odt": opendocument, "ods": opendocument}


def check(file: IO[bytes], extension: str) -> None:
    """Raises Refusal unless the content is that of its extension, whole and harmless."""
    file.seek(0)
    head = file.read(16)
    if not head:
        raise Refusal(_("The file is empty."))
    if extension in _PICTURES_AND_PAGES:
        looks_like, look = _PICTURES_AND_PAGES[extension]
        if not looks_like(head):
            raise other_content(extension)
        look(file)
    elif extension in _ARCHIVES:
        if head[:2] not in (b"PK", b"\xd0\xcf"):
            raise other_content(extension)
        try:
            with archive.open_archive(file) as opened:
                _ARCHIVES[extension].check(opened, extension)
        except archive.FAULTS as error:
            raise archive.damaged() from error
    else:
        table.check(file)
    file.seek(0)
