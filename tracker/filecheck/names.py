"""What a file may be called, and what is kept of its name. On disk it has another one."""

from __future__ import annotations

import re
import unicodedata

from django.utils.translation import gettext_lazy as _

from .refusal import Refusal

# Extension → the type that is stored and served. Nothing else is taken.
ALLOWED = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "csv": "text/csv",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
}
# What some system runs, whatever stands behind it in the name.
_HARMFUL = frozenset(
    """
    ade apk app asp aspx bat bash cgi chm cmd com cpl dll dmg docm dotm exe gadget hta htaccess htm
    html iso jar js jse jsp lnk mht mhtml msc msi msp mst php phtml pif pl ppam ps1 psm1 py reg scr
    sct sh shtml sldm svg svgz swf url vb vbe vbs wsf wsh xhtml xlam xlsm xltm xml xsl
    """.split()
)
# Names that Windows keeps for devices.
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)", re.I)
LONGEST_STEM, LONGEST_EXTENSION = 190, 9


def clean_name(name: str) -> str:
    """The name as data: no path, no control or direction marks, 200 characters at most."""
    last = re.split(r"[\\/]", name)[-1]
    kept = "".join(
        " " if category[0] == "Z" else c
        for c in unicodedata.normalize("NFC", last)
        if (category := unicodedata.category(c))[0] != "C"
    )
    stem, dot, extension = kept.strip(". ").rpartition(".")
    if not dot:
        return extension[: LONGEST_STEM + LONGEST_EXTENSION]
    if _DEVICE.match(stem):
        stem = f"_{stem}"
    return f"{stem[:LONGEST_STEM]}{dot}{extension[:LONGEST_EXTENSION]}"


def extension_of(name: str) -> str:
    """The extension of a cleaned name, if it is one that may come in. Raises Refusal."""
    stem, _dot, extension = name.rpartition(".")
    if not stem or extension.lower() not in ALLOWED:
        raise Refusal(_("Send a PDF, DOCX, XLSX, CSV, ODT, ODS, PNG or JPG file."))
    for part in stem.lower().split(".")[1:]:
        if part.strip() in _HARMFUL:
            raise Refusal(
                _("The name of this file holds “.%(part)s”: rename it to end once only."),
                part=part.strip(),
            )
    return extension.lower()
