"""A file with one further communiqué: read strictly, and turned into the rows of fixtures."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError as SchemaError

from .communique_schema import DOCUMENT
from .fixturefiles import Fault, FixtureError, Row
from .source import sha256

Said = dict[str, Any]
MOST_BYTES = 2_000_000
MODEL = "recommendations."


@dataclass(frozen=True)
class Document:
    """What a file says, once its shape is right. Nothing of it is stored yet."""

    said: Said

    @property
    def code(self) -> str:
        return str(self.said["communique"]["code"])

    @property
    def year(self) -> str:
        return str(self.said["communique"]["starts_on"])[:4]

    @property
    def aliases(self) -> dict[str, list[str]]:
        """Printed names and the codes they stand for, as the file gives them."""
        given = self.said.get("aliases", {})
        return {k: [v] if isinstance(v, str) else list(v) for k, v in given.items()}

    def rows(self) -> list[Row]:
        """The rows of the texts, in the order in which they can be stored. The file of a row is its
        place in the document."""
        return [*self._communique(), *self._recommendations(), *self._calls(), *self._related()]

    def _communique(self) -> Iterator[Row]:
        said = self.said["communique"]
        fields = {
            "ordinal_label": _ordinal(said["ordinal"]),
            "title_clean": said["title"],
            "lead_in": "",
            "also_present": [],
            "instruments_cited": [],
            "source_url": "",
            **said,
        }
        yield Row("/communique", f"{MODEL}communique", fields)
        for number, section in enumerate(self.said["sections"], 1):
            fields = {
                "code": self._section(number),
                "communique": [self.code],
                "position": number,
                "title": section["title"],
                "short_title": section["short_title"],
                "lead_in": section.get("lead_in", ""),
            }
            yield Row(f"/sections/{number - 1}", f"{MODEL}section", fields)

    def _recommendations(self) -> Iterator[Row]:
        for place, number, in_section, position, said in self._places():
            fields = {
                "code": said["code"],
                "communique": [self.code],
                "section": [self._section(number)],
                "position": position,
                "position_in_section": in_section,
                "printed_number": said["printed_number"],
                "number_is_editorial": said["printed_number"] is None,
                **_text(said),
                "working_title": said["working_title"],
                "short_title": said["short_title"],
                "themes": [[code] for code in said["themes"]],
                "themes_secondary": [[code] for code in said.get("themes_secondary", [])],
                "pillars": said["pillars"],
                "addressed_to": said["addressed_to"],
                "suggested_evidence_kinds": said.get("suggested_evidence_kinds", []),
                "continuing": said.get("continuing", True),
                "editor_note": said.get("editor_note", ""),
            }
            yield Row(place, f"{MODEL}recommendation", fields)
            for n, text in enumerate(said["elements"], 1):
                element = {
                    "code": f"{said['code']}-e{n}",
                    "recommendation": [said["code"]],
                    "position": n,
                    "text": text,
                }
                yield Row(f"{place}/elements/{n - 1}", f"{MODEL}element", element)

    def _calls(self) -> Iterator[Row]:
        for number, said in enumerate(self.said.get("calls", []), 1):
            fields = {
                "code": f"{self.year}-C{number}",
                "communique": [self.code],
                "kind": said["kind"],
                **_text(said),
                "working_title": said["working_title"],
                "addressed_to": said["addressed_to"],
                "tracks_as": said.get("tracks_as", ""),
                "note": said.get("note", ""),
            }
            yield Row(f"/calls/{number - 1}", f"{MODEL}call", fields)

    def _related(self) -> Iterator[Row]:
        for place, *_numbers, said in self._places():
            for n, pair in enumerate(said.get("related", [])):
                fields = {
                    "earlier": [pair["earlier"]],
                    "later": [said["code"]],
                    "reason": pair["reason"],
                }
                yield Row(f"{place}/related/{n}", f"{MODEL}relatedpair", fields)

    def _places(self) -> Iterator[tuple[str, int, int, int, Said]]:
        """Each recommendation with its pointer, section, place there, and place in the whole."""
        position = 0
        for number, section in enumerate(self.said["sections"], 1):
            for in_section, said in enumerate(section["recommendations"], 1):
                position += 1
                place = f"/sections/{number - 1}/recommendations/{in_section - 1}"
                yield place, number, in_section, position, said

    def _section(self, number: int) -> str:
        return f"{self.year}-S{number}"

    def faults(self) -> list[Fault]:
        """What no schema sees: days that are none, codes twice, texts with blanks around them."""
        found = []
        said = self.said["communique"]
        days = {name: _day(said[name]) for name in ("starts_on", "ends_on")}
        for name, day in days.items():
            if day is None:
                problem = _("it is no day of the calendar.")
                found.append(fault(f"/communique/{name}", problem, _("Write 2027-05-18.")))
        if None not in days.values() and days["ends_on"] < days["starts_on"]:  # type: ignore[operator]
            problem = _("it is before the meeting starts.")
            found.append(fault("/communique/ends_on", problem, _("Correct one of the two days.")))
        codes = Counter(said["code"] for *_places, said in self._places())
        for place, *_numbers, said in self._places():
            if codes[said["code"]] > 1:
                problem = _("the code %(code)s stands here more than once.")
                remedy = _("Give each recommendation its own code.")
                found.append(fault(f"{place}/code", problem % {"code": said["code"]}, remedy))
            if said["text"] != said["text"].strip():
                problem = _("there are blanks around the text.")
                found.append(fault(f"{place}/text", problem, _("Remove them.")))
        return found


def read_document(raw: bytes) -> Document:
    """The communiqué in a file. Raises FixtureError with every fault and its JSON pointer."""
    if len(raw) > MOST_BYTES:
        problem = _("the file has more than 2 MB.")
        raise FixtureError([fault("", problem, _("Put one communiqué into it, without pictures."))])
    try:
        said = json.loads(raw.decode("utf-8"), object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        problem = _("it is not JSON in UTF-8 (%(reason)s).") % {"reason": error}
        raise FixtureError([fault("", problem, _("Correct it at that place."))]) from error
    if "\\u0000" in raw.decode("utf-8"):
        raise FixtureError([fault("", _("it holds a null character."), _("Remove it."))])
    errors = sorted(Draft202012Validator(DOCUMENT).iter_errors(said), key=_place)
    if errors:
        raise FixtureError([_explained(error) for error in errors])
    document = Document(said)
    if faults := document.faults():
        raise FixtureError(faults)
    return document


def fault(pointer: str, problem: str, remedy: str) -> Fault:
    """A fault at a place in the file; "/" for the whole of it."""
    return Fault(pointer or "/", "", problem, remedy)


def _once(pairs: list[tuple[str, Any]]) -> Said:
    twice = [name for name, n in Counter(name for name, _value in pairs).items() if n > 1]
    if twice:
        raise ValueError(_("the name “%(name)s” stands twice") % {"name": twice[0]})
    return dict(pairs)


def _place(error: SchemaError) -> list[str]:
    return [str(part) for part in error.absolute_path]


def _explained(error: SchemaError) -> Fault:
    """A fault of the shape, in our words."""
    pointer = "".join(f"/{part}" for part in error.absolute_path)
    allowed, value = error.validator_value, error.instance
    match error.validator:
        case "required":
            missing = [name for name in allowed if name not in value]
            problem = _("“%(name)s” is missing.") % {"name": "”, “".join(missing)}
            remedy = _("Add it.")
        case "additionalProperties":
            unknown = sorted(set(value) - set(error.schema["properties"]))
            problem = _("“%(name)s” has no place here.") % {"name": "”, “".join(unknown)}
            remedy = _("Remove it, or correct its name.")
        case "type":
            problem = _("it is of the wrong kind.")
            kinds = allowed if isinstance(allowed, str) else " / ".join(allowed)
            remedy = _("Write a value of the kind %(kind)s.") % {"kind": kinds}
        case "enum":
            problem = _("it is “%(value)s”.") % {"value": str(value)[:60]}
            remedy = _("Write one of: %(choices)s.") % {"choices": ", ".join(map(str, allowed))}
        case "pattern":
            problem = _("it is “%(value)s”.") % {"value": str(value)[:60]}
            remedy = _("Write it in the form %(form)s.") % {"form": allowed}
        case "minLength" | "minItems":
            problem, remedy = _("it is empty."), _("Fill it.")
        case "maxLength" | "maxItems":
            problem = _("it is too long.")
            remedy = _("Shorten it to %(most)s.") % {"most": allowed}
        case "uniqueItems":
            problem, remedy = _("it names something twice."), _("Name each once.")
        case _:
            problem = _("it is “%(value)s”.") % {"value": str(value)[:60]}
            remedy = _("Write a number from 1 on that fits.")
    return fault(pointer, problem, remedy)


def _text(said: Said) -> Said:
    clean = " ".join(said["text"].replace("\u00a0", " ").split())
    return {
        "text": said["text"],
        "text_clean": said.get("text_clean", clean),
        "text_sha256": sha256(said["text"]),
        "source_line": 0,
    }


def _ordinal(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number % 100 in (11, 12, 13) else ending}"


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
