"""The two writers: tagged, whole, and deaf to commands in what somebody wrote."""

from __future__ import annotations

import io
import re
import zipfile

import docx
import pypdf
import pytest
import typst
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tracker.documents.reading import drawn, pdf_of, text_of
from tracker.documents.content import (
    Agreed,
    Bullets,
    Column,
    Facts,
    Heading,
    Key,
    Landscape,
    Paragraph,
    Run,
    Standing,
    Status,
    Strip,
    StripRow,
    Table,
    Words,
    own,
    paragraphs,
)
from tracker.documents.order import NotMade
from tracker.documents.packing import packed

HOSTILE = [
    '#import "x": *',
    '#read("/etc/passwd")',
    "$ x^2 $ \\ @label <label> *bold* _it_ `raw` = head",
    "]#panic()[",
    "{n} of {of} %(n)s %s",
    "<w:p>&amp;</w:p> ]]> <!--",
    "=cmd|' /C calc'!A0",
    "مرحبا \u200fKenya 12/03 (x) \u202e evil",
    "😀 中文 ภาษาไทย \U0001f468\u200d\U0001f469",
    "a\x00b\x07c\ud800",
    "x" * 500,
    "\n\n\n",
    "",
]


def everything(text: str) -> list:
    """One of each block, all of them saying this."""
    line = (own(text, "en", "strong", "https://law.example/act?a=b#c"),)
    noted = (Run("", note=(own(text), Run(" end"))),)
    mark = Status("partial", "Partially")
    return [
        Heading(1, (Run("A title"),)),
        Paragraph((own(text),), "lead"),
        Paragraph((own(text),), "draft"),
        Heading(2, (own(text) if own(text).text else Run("x"),)),
        Bullets([(own(text),), line]),
        Agreed(paragraphs(text) or ["Agreed."], (own(text),)),
        Standing(mark, ((own(text)), *noted)),
        Words((own(text),), paragraphs(text), "ar", noted),
        Facts([((Run("term"),), (own(text),))]),
        Table(
            (own(text),),
            [Column((own(text),), 30), Column(Status("full", "F", True), 10, True)],
            [[(own(text),), mark], [mark]],
        ),
        Strip("2025: 2", [StripRow("2025", ["full", "", "suspended", "not_applicable"], text)]),
        Key([mark]),
        Landscape([Paragraph((own(text),))]),
    ]


@pytest.mark.parametrize("form", ["pdf", "docx"])
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_are_printed_as_words(text, form):
    made = drawn(everything(text), "ar" if form == "docx" else "en", form)
    found = text_of(made)
    if text.isascii() and text.isprintable() and len(text) < 100:
        assert re.sub(r"\s", "", text) in re.sub(r"\s", "", found)


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_ten_thousand_letters_fill_pages(form):
    made = drawn([Heading(1, (Run("A title"),)), Words((), ["word " * 2000], "en")], form=form)
    assert text_of(made).count("word") == 2000


@settings(max_examples=8, deadline=None)
@given(st.text(max_size=60), st.sampled_from(["en", "ar"]))
def test_any_text_makes_a_file(text, language):
    assert len(pdf_of(drawn(everything(text), language)).pages) >= 2


def test_letters_without_a_glyph_are_marked_in_pdf_and_whole_in_word():
    blocks = [Heading(1, (Run("A title"),)), Paragraph((Run("Before 中文 after"),))]
    assert "Before �� after" in text_of(drawn(blocks))
    assert "Before 中文 after" in text_of(drawn(blocks, form="docx"))


def test_chinese_is_offered_as_word_alone():
    with pytest.raises(NotMade, match="Word"):
        drawn([Heading(1, (Run("标题"),))], "zh-hans")


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_pdf_is_tagged_titled_and_carries_its_fonts(language):
    reader = pdf_of(drawn(everything("Words"), language))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "/StructTreeRoot" in root
    assert reader.metadata.title == "A title"
    assert "author" not in str(reader.metadata).lower()
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    fonts = [font for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    assert fonts
    for font in fonts:
        inside = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert {"/FontFile2", "/FontFile3"} & set(inside.get_object())


def test_pdf_links_stay_links_whatever_letters_they_hold():
    reader = pdf_of(drawn(linked("https://law.example/法?a=b#c")))
    links = {
        mark.get_object()["/A"]["/URI"]
        for page in reader.pages
        for mark in page.get("/Annots", [])
        if "/URI" in mark.get_object().get("/A", {})
    }
    assert links == {"https://law.example/%E6%B3%95?a=b#c"}


def linked(address: str) -> list:
    return [Heading(1, (Run("A title"),)), Paragraph((Run("The act", link=address),))]


def test_packed_pdf_says_the_same_in_less():
    plain = typst.compile(
        b'#set document(title: "x")\n= One\n#lorem(400)\n#table(columns: 3, ..range(90).map(str))'
    )
    small = packed(plain)
    assert len(small) < len(plain) * 0.6
    before, after = (pypdf.PdfReader(io.BytesIO(f), strict=True) for f in (plain, small))
    assert [p.extract_text() for p in after.pages] == [p.extract_text() for p in before.pages]
    assert tags_of(after) == tags_of(before)


def tags_of(reader: pypdf.PdfReader) -> list[str]:
    """The kinds of all elements of the structure, from the root down."""
    found, ahead = [], [reader.trailer["/Root"]["/StructTreeRoot"]]
    while ahead:
        one = ahead.pop().get_object()
        kids = one.get("/K", []) if isinstance(one, dict) else []
        kids = kids.get_object() if hasattr(kids, "get_object") else kids
        found.append(str(one.get("/S", ""))) if isinstance(one, dict) else None
        ahead += kids if isinstance(kids, list) else [kids]
    return found


def test_word_file_turns_paragraphs_runs_tables_and_sections_for_arabic():
    made = drawn([Heading(1, (Run("عنوان"),)), *everything("كلمات")[1:]], "ar", "docx")
    file = docx.Document(io.BytesIO(made))
    assert file.core_properties.language == "ar"
    assert file.core_properties.title == "A title"
    assert not file.core_properties.author
    assert all(section._sectPr.find(qn("w:bidi")) is not None for section in file.sections)
    heading = file.paragraphs[0]
    assert heading.style.name == "Heading 1"
    assert heading._p.pPr.find(qn("w:bidi")) is not None
    assert heading.runs[0]._r.rPr.find(qn("w:rtl")) is not None
    assert heading.runs[0]._r.rPr.find(qn("w:lang")).get(qn("w:bidi")) == "ar-SA"
    assert all(t._tbl.tblPr.find(qn("w:bidiVisual")) is not None for t in file.tables)
    agreed = next(p for p in file.paragraphs if p.style.name == "AgreedText")
    assert agreed._p.pPr.find(qn("w:bidi")) is None


def test_word_file_in_english_turns_only_what_runs_from_right_to_left():
    made = drawn([Heading(1, (Run("Kenya"), Run(" · "), Run("كينيا")))], "en", "docx")
    runs = docx.Document(io.BytesIO(made)).paragraphs[0].runs
    turned = [run.text for run in runs if run._r.rPr.find(qn("w:rtl")) is not None]
    assert turned == ["كينيا"]


def test_word_file_has_real_footnotes_and_repeated_heads():
    made = drawn(everything("Words"), "en", "docx")
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        notes = parts.read("word/footnotes.xml").decode()
        body = parts.read("word/document.xml").decode()
        assert "footnotes.xml" in parts.read("word/_rels/document.xml.rels").decode()
    assert notes.count("<w:footnote ") == 4
    assert body.count("<w:footnoteReference ") == 2
    assert "<w:tblHeader/>" in body
    assert '<w:pgSz w:w="16838" w:h="11906"' in body.replace("16837", "16838")


def test_what_opens_a_part_is_never_the_last_on_its_page_in_pdf():
    pages = set()
    for fill in range(38, 46):
        blocks = [
            Heading(1, (Run("A title"),)),
            Bullets([(Run("Filling"),)] * fill),
            Heading(2, (Run("What opens"),)),
            Paragraph((Run("Opening words"),), "quiet"),
            Heading(3, (Run("First answer"),)),
            Standing(Status("full", "Fully"), ()),
            Words((Run("Said"),), ["Their words."], "en"),
        ]
        for n, page in enumerate(pdf_of(drawn(blocks)).pages):
            said = page.extract_text()
            if "What opens" in said:
                assert "Their words." in said, fill
                pages.add(n)
    assert pages == {0, 1}


def kept(made: bytes) -> list[list[bool]]:
    """For each table, row by row, whether it stays on one page with the next."""
    tables = docx.Document(io.BytesIO(made)).tables
    return [
        [all(p.paragraph_format.keep_with_next for c in row.cells for p in c.paragraphs)
         for row in table.rows]
        for table in tables
    ]  # fmt: skip


@pytest.mark.parametrize("rows", [9, 10])
def test_word_file_breaks_long_tables_alone_over_pages(rows):
    number = (Run("1"),)
    blocks = [Table((), [Column(number, 1)], [[number]] * rows)]
    together = [*[True] * rows, False] if rows == 9 else [False] * (rows + 1)
    assert kept(drawn(blocks, "en", "docx")) == [together]


def test_word_file_keeps_what_opens_a_part_with_it_and_is_of_today():
    words = (Run("Words"),)
    blocks = [Heading(2, words), Paragraph(words, "quiet"), Paragraph(words, "quiet")]
    file = docx.Document(io.BytesIO(drawn(blocks, "en", "docx")))
    _heading, opens, goes_on = file.paragraphs
    assert opens.paragraph_format.keep_with_next
    assert not goes_on.paragraph_format.keep_with_next
    settings = file.settings.element.iter(qn("w:compatSetting"))
    modes = {one.get(qn("w:name")): one.get(qn("w:val")) for one in settings}
    assert modes["compatibilityMode"] == "15"
