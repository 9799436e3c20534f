"""The controls that a page offers, by where its forms go."""

from __future__ import annotations

from collections import defaultdict
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit


class Forms(HTMLParser):
    """Collects forms and controls. A control may stand outside its form, and before it."""

    def __init__(self) -> None:
        super().__init__()
        self.targets: dict[str, str] = {}
        self.controls: list[tuple[str, str, str]] = []
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = said.get("id") or f"form {len(self.targets)}"
            self.targets[self.inside] = said.get("action", "")
        elif "name" in said and tag in ("input", "select", "textarea", "button"):
            form = said.get("form", self.inside)
            self.controls.append((form, said["name"], said.get("formaction", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = ""


def controls(page: str, html: str) -> dict[str, set[str]]:
    """The names of the controls of a page, by the path they are sent to."""
    forms = Forms()
    forms.feed(html)
    found: dict[str, set[str]] = defaultdict(set)
    for form, name, elsewhere in forms.controls:
        target = elsewhere or forms.targets.get(form, "")
        found[urlsplit(urljoin(page, target)).path].add(name)
    return found
