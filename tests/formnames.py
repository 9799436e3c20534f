"""The controls that a page offers, by where its forms go, and what stands in them."""

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


class Filled(HTMLParser):
    """Collects what a browser would post of one form, untouched and without its buttons."""

    def __init__(self, form: str) -> None:
        super().__init__()
        self.form, self.inside = form, False
        self.values: dict[str, str] = {}
        self.open = self.choice = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = said.get("id") == self.form
        name = said.get("name", "")
        is_ours = said.get("form") == self.form or (self.inside and "form" not in said)
        if tag == "option" and self.choice and "selected" in said:
            self.values[self.choice] = said.get("value", "")
        if not (name and is_ours):
            return
        if tag == "textarea":
            self.values[name], self.open = "", name
        elif tag == "select":
            self.choice = name
        elif tag == "input" and said.get("type") in ("checkbox", "radio"):
            if "checked" in said:
                self.values[name] = said.get("value", "on")
        elif tag == "input" and said.get("type") != "submit":
            self.values[name] = said.get("value", "")

    def handle_data(self, data: str) -> None:
        if self.open:
            self.values[self.open] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        elif tag == "textarea" and self.open:
            # The first line end after the tag is no part of the text.
            self.values[self.open] = self.values[self.open].removeprefix("\n")
            self.open = ""
        elif tag == "select":
            self.choice = ""


def filled(html: str, form: str) -> dict[str, str]:
    """What a browser would post of the form with this id."""
    found = Filled(form)
    found.feed(html)
    return found.values
