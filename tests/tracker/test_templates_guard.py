"""What no page may do: sides named left and right, inline code, words that nobody can translate."""

from __future__ import annotations

import gzip
import html
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
STATIC = ROOT / "tracker" / "static" / "tracker"
CSS, JS = STATIC / "app.css", STATIC / "app.js"
PACKAGES = ("recommendations", "accounts", "tracker")
# One page in six languages, written out, since it has to work when nothing else does.
SIX_LANGUAGES = {"500.html", "503.html", "six_languages.html"}


def templates(*packages: str) -> list[Path]:
    found = [p for name in packages for p in (ROOT / name / "templates").rglob("*") if p.is_file()]
    return sorted(found)


def named(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(ROOT)) for path in paths]


ALL = templates(*PACKAGES)
PAGES = [path for path in ALL if path.suffix == ".html" and "mail" not in path.parts]


def without_comments(css: str) -> str:
    return re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)


def sides(css: str) -> list[str]:
    return re.findall(
        r"(?<![\w-])(?:[a-z-]+-)?(?:left|right)(?![\w-])|(?<![\w-])float\s*:(?!\s*none)", css
    )


@pytest.mark.parametrize(
    "bad", ["p{margin-left:0}", "p{float:inline-end}", "p{text-align:right}", "p{left:0}"]
)
def test_guard_sees_a_side(bad: str) -> None:
    assert sides(bad)


@pytest.mark.parametrize("sheet", sorted(STATIC.glob("*.css")), ids=lambda p: p.name)
def test_style_sheet_names_no_side(sheet: Path) -> None:
    assert sides(without_comments(sheet.read_text())) == []


def inline_code(text: str) -> list[str]:
    return re.findall(
        r"<style\b|<script(?![^>]*\bsrc=)[^>]*>|\sstyle\s*=|\son[a-z]+\s*=|javascript:", text
    )


@pytest.mark.parametrize(
    "bad", ['<p style="x">', "<style>", "<script>", '<a onclick="x">', '<a href="javascript:x">']
)
def test_guard_sees_inline_code(bad: str) -> None:
    assert inline_code(bad)


@pytest.mark.parametrize("page", PAGES, ids=named(PAGES))
def test_page_has_no_inline_style_and_no_inline_script(page: Path) -> None:
    assert inline_code(page.read_text()) == []


_TRANSLATED = re.compile(
    r"\{% *comment.*?endcomment *%\}|\{#.*?#\}|\{% *blocktranslate\b.*?endblocktranslate *%\}",
    re.DOTALL,
)
# Blocks that hold a class name, and signs that are the same in every language.
_NAMES = re.compile(r"\{% *block (?:wide|coltype) *%\}\s*[\w-]*")
_SIGNS = {"UTC", "CSV", "XLSX", "NDJSON", "API", "REST"}
_CODE = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_SPOKEN = re.compile(r"\b(?:aria-label|title|alt|placeholder|data-text)=\"([^\"]*)\"")


def untranslated(text: str) -> list[str]:
    """Words between tags, and in attributes that are read out, that stand outside gettext."""
    text = _NAMES.sub("", _TRANSLATED.sub("", text))
    text = re.sub(r"<!--.*?-->|<style.*?</style>", "", text, flags=re.DOTALL)
    # What is typed on a command line, and a key, is the same in every language.
    text = re.sub(r"<code>curl .*?</code>|<kbd>.</kbd>", "", _CODE.sub("", text))
    pieces = [*_SPOKEN.findall(text), *re.sub(r"<[^>]*>", "\n", text).splitlines()]
    words = (html.unescape(piece).strip() for piece in pieces)
    return [w for w in words if re.search(r"[^\W\d_]", w) and w not in _SIGNS]


@pytest.mark.parametrize(
    "bad", ["<p>Hello</p>", '<a aria-label="Menu">', "{{ n }} of {{ m }}", "<b>مرحبا</b>"]
)
def test_guard_sees_untranslated_words(bad: str) -> None:
    assert untranslated(bad)


TO_TRANSLATE = [page for page in ALL if page.name not in SIX_LANGUAGES]


@pytest.mark.parametrize("page", TO_TRANSLATE, ids=named(TO_TRANSLATE))
def test_every_word_of_a_template_can_be_translated(page: Path) -> None:
    assert untranslated(page.read_text()) == []


def test_templates_of_the_lower_packages_know_no_page_of_the_work() -> None:
    knowing = [
        path
        for path in templates("recommendations", "accounts")
        if re.search(r"tracker[:/]|\{% *load [^%]*\btracker\b", path.read_text())
    ]
    assert named(knowing) == []


def test_style_sheet_and_script_are_light() -> None:
    assert len(gzip.compress(CSS.read_bytes())) <= 16 * 1024
    assert len(gzip.compress(JS.read_bytes())) <= 24 * 1024


def classes_in_use() -> set[str]:
    """Every word that could be a class: in templates, in Python that draws, in the script."""
    files = [*ALL, JS, *(ROOT / "tracker").rglob("*.py")]
    return {word for path in files for word in re.findall(r"[\w-]+", path.read_text())}


def test_every_rule_of_the_style_sheet_is_used_by_some_page() -> None:
    # Built from a code: s-<status> for swatches, f-<status> and x-<status> in pictures.
    by_code = re.compile(r"[sfx]-(?:not|in|partial|full|suspended)\w*")
    css = re.sub(r"url\([^)]*\)|\d*\.\d+", "", without_comments(CSS.read_text()))
    known = set(re.findall(r"\.([a-zA-Z][\w-]*)", css))
    unused = {name for name in known - classes_in_use() if not by_code.fullmatch(name)}
    assert unused == set()


def tokens(scheme: str) -> dict[str, str]:
    css = without_comments(CSS.read_text())
    light, dark = re.findall(r":root\{(.*?)\}", css, re.DOTALL)[:2]
    values = dict(re.findall(r"--([\w-]+):(#[0-9a-f]{3,6})", light))
    if scheme == "dark":
        values |= dict(re.findall(r"--([\w-]+):(#[0-9a-f]{3,6})", dark))
    return values


def contrast(one: str, other: str) -> float:
    """The WCAG contrast ratio of two colours, 1 to 21."""

    def luminance(colour: str) -> float:
        digits = colour.removeprefix("#")
        digits = "".join(c * 2 for c in digits) if len(digits) == 3 else digits
        parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


TEXT_ON = [
    *[(text, ground) for text in ("ink", "ink-2", "link", "act") for ground in ("bg", "bg-2")],
    *[(text, "act-bg") for text in ("ink", "ink-2", "link", "act")],
    *[(text, "warn-bg") for text in ("ink", "ink-2")],
    *[("ink", ground) for ground in ("add-bg", "del-bg", "bg-3")],
    ("err", "bg"),
    ("on-brand", "brand"),
    ("on-brand-2", "brand"),
    ("on-act", "act"),
    ("on-act", "act-2"),
    ("focus-ink", "focus"),
    *[(f"s-{code}-t", f"s-{code}") for code in ("nr", "ns", "ip", "pa", "fu", "su", "na")],
    ("s-su-t", "s-su-l"),
    ("s-na-t", "s-na-l"),
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_ON)
def test_text_stands_out_from_its_ground(text: str, ground: str, scheme: str) -> None:
    values = tokens(scheme)
    assert contrast(values[text], values[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("border", "ground"), [("line", "bg"), ("line", "bg-2"), ("warn", "bg")])
def test_border_of_a_control_can_be_seen(border: str, ground: str, scheme: str) -> None:
    values = tokens(scheme)
    assert contrast(values[border], values[ground]) >= 3
