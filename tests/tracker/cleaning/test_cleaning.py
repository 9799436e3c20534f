"""What is left of a file that is published: all that it says, and nothing of who made it."""

from __future__ import annotations

import io
import zipfile

import pytest

from tests.hostile import honest
from tests.hostile.pages import stream, with_objects
from tests.tracker.cleaning import signed
from tracker.cleaning import clean, is_cleaned, leaves_blank, names_author
from tracker.filecheck import ALLOWED, Refusal, check, jpeg, png

FILES = {
    "png": signed.png(),
    "jpg": signed.jpeg(),
    "docx": signed.docx(),
    "xlsx": signed.xlsx(),
    "odt": signed.odf("odt"),
    "ods": signed.odf("ods"),
}


def cleaned(extension: str, content: bytes) -> bytes:
    target = io.BytesIO()
    clean(ALLOWED[extension], io.BytesIO(content), target)
    return target.getvalue()


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def everything(extension: str, content: bytes) -> bytes:
    return content if extension in ("png", "jpg") else b"".join(parts(content).values())


@pytest.mark.parametrize("extension", FILES)
def test_cleaned_file_says_nothing_of_who_made_it(extension):
    before = FILES[extension]
    assert signed.WHO.encode() in everything(extension, before)
    after = cleaned(extension, before)
    assert signed.WHO.encode() not in everything(extension, after)
    assert b"Users" not in everything(extension, after)
    check(io.BytesIO(after), extension)


@pytest.mark.parametrize("extension", FILES)
def test_file_that_is_clean_stays_clean(extension):
    once = cleaned(extension, FILES[extension])
    assert cleaned(extension, once) == once


def test_pictures_keep_every_point_their_colours_and_how_they_are_turned():
    photo, drawing = cleaned("jpg", signed.jpeg()), cleaned("png", signed.png())
    whole = honest.jpeg()
    assert whole[whole.index(b"\xff\xdb") :] in photo
    assert b"ICC_PROFILE" in photo
    assert b"Adobe" in photo
    assert honest.lines() in drawing
    assert b"gAMA" in drawing
    for picture in (photo, drawing):
        assert b"MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06" in picture


@pytest.mark.parametrize("turned", [0, 1, 9])
def test_upright_picture_says_nothing_of_how_it_is_turned(turned):
    assert cleaned("png", signed.png(turned)).count(b"eXIf") == 0
    assert cleaned("jpg", signed.jpeg(turned)).count(b"Exif") == 0


@pytest.mark.parametrize(
    "exif", [b"", b"II", b"II*\x00\xff\xff\xff\xff", b"MM\x00*\x00\x00\x00\x08\xff\xff"]
)
def test_broken_exif_data_go_with_the_rest(exif):
    photo = honest.jpeg(honest.segment(0xE1, b"Exif\x00\x00" + exif))
    assert cleaned("jpg", photo) == honest.jpeg()


def test_words_and_figures_stay_as_they_are():
    note = parts(cleaned("docx", FILES["docx"]))
    assert note["word/document.xml"].count(b"<w:t>new</w:t>") == 3000
    assert note["word/document.xml"].count(b'w:author="Author"') == 6000
    assert b"A remark" in note["word/comments.xml"]
    book = parts(cleaned("xlsx", FILES["xlsx"]))
    assert b"<f>SUM(1,2)</f><v>3</v>" in book["xl/worksheets/sheet1.xml"]
    assert b'<pageSetup paperSize="9" orientation="landscape"/>' in book["xl/worksheets/sheet1.xml"]
    assert not any("printer" in name for name in book)
    assert b"printerSettings" not in b"".join(book.values())
    text = parts(cleaned("odt", FILES["odt"]))
    assert text["content.xml"].count(b"A remark") == 500
    assert next(iter(text)) == "mimetype"


def test_member_of_an_archive_that_is_damaged_is_told():
    with pytest.raises(Refusal):
        cleaned("docx", FILES["docx"][:-40])


def test_tables_and_pdf_are_not_cleaned():
    assert not is_cleaned("text/csv")
    assert not is_cleaned("application/pdf")


@pytest.mark.parametrize(
    ("named", "content"),
    [
        (False, honest.pdf()),
        (False, with_objects(b"<< /Author () >>")),
        (True, with_objects(b"<< /Author (Amina) >>")),
        (True, with_objects(b"<< /Author <FEFF0041> >>")),
        (
            True,
            with_objects(stream(b"<x><dc:creator>A</dc:creator></x>", b"/Type /Metadata", False)),
        ),
        (True, with_objects(stream(b"<dc:creator>A", b"/Type /Metadata /Filter /FlateDecode"))),
        (
            True,
            with_objects(stream(b"1 0 << /Author (A) >>", b"/Type /ObjStm /Filter /FlateDecode")),
        ),
    ],
)
def test_pdf_that_names_its_author_is_known(named, content):
    assert names_author(io.BytesIO(content)) is named


@pytest.mark.parametrize(
    ("name", "broken"),
    [
        ("word/media/image1.png", honest.png()[:-20]),
        ("word/media/image1.jpg", honest.jpeg()[:-30]),
    ],
)
def test_damaged_picture_of_a_document_is_a_blank_in_its_copy(name, broken):
    whole = {**honest.docx_parts(), "word/media/whole.png": honest.png()}
    given = honest.archive({**whole, name: broken})
    made = parts(cleaned("docx", given))
    look = png.check if name.endswith("png") else jpeg.check
    look(io.BytesIO(made[name]))
    assert len(made[name]) < 200
    assert made["word/media/whole.png"] == honest.png()
    assert set(made) == set(parts(given))
    assert leaves_blank(ALLOWED["docx"], io.BytesIO(given))
    assert not leaves_blank(ALLOWED["docx"], io.BytesIO(honest.archive(whole)))
    assert not leaves_blank(ALLOWED["png"], io.BytesIO(broken))
