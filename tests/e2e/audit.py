"""What one visit of one page shows that should not be there."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error, Page, Response

MOST_REQUESTS = 6
CONTRAST = "color-contrast"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}

# Runs in the page: what the eye and the screen reader would miss.
LOOK = """() => ({
    headings: document.querySelectorAll('h1').length,
    lang: document.documentElement.lang,
    dir: document.documentElement.dir,
    over: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    nameless: [...document.querySelectorAll('svg[role=img]')]
        .filter(svg => !(svg.getAttribute('aria-label') || '').trim()).length,
    doubled: [...document.querySelectorAll('[id]')].map(e => e.id)
        .filter((id, place, all) => all.indexOf(id) !== place),
    nodes: document.querySelectorAll('*').length,
    inline: document.querySelectorAll('[style],style,script:not([src])').length,
})"""


@dataclass
class Visit:
    """One page as it arrived: everything that was loaded for it, and every complaint."""

    page: Page
    host: str

    def __post_init__(self) -> None:
        self.responses: list[Response] = []
        self.complaints: list[str] = []
        self.page.on("response", lambda response: self.responses.append(response))
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        self.page.on("console", self._hear)

    def _hear(self, message: object) -> None:
        kind, text = getattr(message, "type", ""), getattr(message, "text", "")
        if kind in ("error", "warning"):
            self.complaints.append(f"console: {text}")

    def to(self, url: str) -> int:
        self.responses.clear()
        self.complaints.clear()
        response = self.page.goto(url, wait_until="load")
        assert response is not None
        return response.status

    def loaded(self) -> list[Response]:
        return [r for r in self.responses if not r.url.startswith("data:")]

    def kilobytes(self) -> float:
        """What a proxy that compresses would send for it, headers left out."""
        return sum(len(gzip.compress(_body(r), 6)) for r in self.loaded()) / 1024

    def strangers(self) -> set[str]:
        hosts = {urlsplit(r.url).netloc for r in self.loaded()}
        return hosts - {self.host}


def _body(response: Response) -> bytes:
    try:
        return response.body()
    except Error:  # A redirect has none.
        return b""


def findings(
    visit: Visit, *, lang: str, direction: str, most_kb: int, most_nodes: int
) -> Iterator[str]:
    """Everything that is wrong with the page just visited, in words."""
    seen = visit.page.evaluate(LOOK)
    if seen["headings"] != 1:
        yield f"{seen['headings']} first-level headings"
    if (seen["lang"], seen["dir"]) != (lang, direction):
        yield f"says {seen['lang']} {seen['dir']}"
    if seen["nameless"]:
        yield f"{seen['nameless']} pictures without a name"
    if seen["doubled"]:
        yield f"ids used twice: {sorted(set(seen['doubled']))}"
    if seen["inline"]:
        yield f"{seen['inline']} inline styles or scripts"
    if seen["nodes"] > most_nodes:
        yield f"{seen['nodes']} nodes, more than {most_nodes}"
    if visit.strangers():
        yield f"asks other hosts: {sorted(visit.strangers())}"
    if len(visit.loaded()) > MOST_REQUESTS:
        yield f"{len(visit.loaded())} requests"
    weight = visit.kilobytes()
    if weight > most_kb:
        yield f"{weight:.1f} KB, more than {most_kb}"


def looks(page: Page, only: str = "") -> Iterator[str]:
    """What is wrong with how the page lies on wide and narrow screens, in light and in dark. A
    scheme changes colours and nothing else, a width all but colours: contrast, the slowest rule,
    is asked once for each scheme. `only` leaves one half of the rules: `narrow` or `wide`."""
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        over = page.evaluate(LOOK)["over"]
        if over > 0:
            yield f"at {width} px: is {over} px too wide"
    if only != "wide":
        yield from (f"at 320 px: {v}" for v in violations(page, without=CONTRAST))
    if only == "narrow":
        return
    page.set_viewport_size({"width": 1280, "height": 800})
    yield from (f"at 1280 px: {v}" for v in violations(page))
    page.emulate_media(color_scheme="dark")
    yield from (f"in dark: {v}" for v in violations(page, only=CONTRAST))
    page.emulate_media(color_scheme="light")


def violations(page: Page, *, only: str = "", without: str = "") -> Iterator[str]:
    """What axe-core finds, a line for each rule with the first place."""
    options = {**AXE, "rules": {without: {"enabled": False}}} if without else AXE
    if only:
        options = {**AXE, "runOnly": {"type": "rule", "values": [only]}}
    for violation in Axe().run(page, options=options).response["violations"]:
        first = violation["nodes"][0]
        yield (
            f"axe {violation['id']} ({len(violation['nodes'])} times): "
            f"{first['target']} {first['html'][:160]}"
        )
