"""Reading fixture files: rows of plain facts, before anything is believed or stored."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from django.utils.translation import gettext as _

T = TypeVar("T")

# What each file may hold, in the order in which they can be loaded. A file that holds anything
# else is refused: fixtures bring texts, members and code lists, never people or reports.
FILES = {
    "communiques.json": (
        "recommendations.communique",
        "recommendations.section",
        "recommendations.call",
    ),
    "recommendations.json": (
        "recommendations.theme",
        "recommendations.recommendation",
        "recommendations.element",
        "recommendations.relatedpair",
    ),
    "notes.json": ("recommendations.backgroundnote",),
    "members.json": ("accounts.member",),
    "listings.json": ("accounts.listing",),
    "indicator_frameworks.json": ("tracker.indicatorframework",),
}


@dataclass(frozen=True)
class Fault:
    """Why a fixture is refused: the file, the object in it, what is wrong, and the remedy."""

    file: str
    subject: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        where = f"{self.file}, {self.subject}" if self.subject else self.file
        return f"{where}: {self.problem} {self.remedy}"


class FixtureError(Exception):
    """Fixtures that must not be loaded. Holds every fault found; nothing has been written."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


@dataclass(frozen=True)
class Row:
    """One object of a fixture file, as stated there."""

    file: str
    model: str
    fields: dict[str, Any]

    @property
    def subject(self) -> str:
        """The object's name for people: its model and the codes by which it is known."""
        keys = ("code", "communique", "role", "member", "earlier", "later")
        named = [self.fields[key] for key in keys if key in self.fields]
        codes = named[:1] if "code" in self.fields else named
        words = (code[0] if isinstance(code, list) and code else code for code in codes)
        return " ".join([self.model.rpartition(".")[2], *map(str, words)])

    def fault(self, problem: str, remedy: str | None = None) -> Fault:
        return Fault(self.file, self.subject, problem, remedy or rebuild())

    def stated(self, name: str, kind: type[T]) -> T:
        """A field's value, which must be of that kind."""
        value = self.fields.get(name)
        if name not in self.fields:
            raise FixtureError([self.fault(_("“%(field)s” is missing.") % {"field": name})])
        if not isinstance(value, kind):
            problem = _("“%(field)s” is %(value)s, which is of the wrong kind.")
            raise FixtureError([self.fault(problem % {"field": name, "value": repr(value)})])
        return value

    def text(self, name: str) -> str:
        return self.stated(name, str)

    def number(self, name: str) -> int:
        return self.stated(name, int)

    def code_of(self, name: str) -> str:
        """The code to which a field refers by natural key, which fixtures state as a list."""
        match self.stated(name, list):
            case [str(code)]:
                return code
            case other:
                problem = _("“%(field)s” must be a list with one code, and is %(value)s.")
                raise FixtureError([self.fault(problem % {"field": name, "value": repr(other)})])


def rebuild() -> str:
    return _("Restore the file from the release, or make it again with fixtures/build.py.")


def read(folder: Path) -> list[Row]:
    """All rows of the fixture files. Raises FixtureError for a file that is absent, is no
    list of objects, or holds a model that has no place in it."""
    return [row for name in FILES for row in read_file(folder, name)]


def read_file(folder: Path, name: str) -> list[Row]:
    try:
        stated = json.loads((folder / name).read_bytes())
    except OSError as error:
        problem = _("it cannot be read (%(reason)s).") % {"reason": error.strerror}
        raise FixtureError([Fault(name, "", problem, rebuild())]) from error
    except ValueError as error:
        problem = _("it is not JSON (%(reason)s).") % {"reason": error}
        raise FixtureError([Fault(name, "", problem, rebuild())]) from error
    if not isinstance(stated, list):
        raise FixtureError([Fault(name, "", _("it must hold a list of objects."), rebuild())])
    return [as_row(name, number, item) for number, item in enumerate(stated, 1)]


def as_row(file: str, number: int, item: Any) -> Row:
    match item:
        case {"model": str(model), "fields": dict(fields), **rest} if model in FILES[file]:
            if not rest:
                return Row(file, model, fields)
    problem = _("it must hold “model” and “fields” alone, and the model be one of: %(models)s.")
    subject = _("object %(number)d") % {"number": number}
    fault = Fault(file, subject, problem % {"models": ", ".join(FILES[file])}, rebuild())
    raise FixtureError([fault])


def check_sums(folder: Path) -> list[Fault]:
    """Compares source/ with its SHA256SUMS. Answers a fault for each file that is another than
    the one from which the fixtures were made."""
    list_name = "source/SHA256SUMS"
    remedy = _("Restore the folder source/ from the release; its files are never edited.")
    try:
        lines = (folder / list_name).read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError) as error:
        return [Fault(list_name, "", _("it cannot be read (%(why)s).") % {"why": error}, remedy)]
    # As sha256sum writes them: the digest, two spaces, the name.
    sums = {words[-1]: words[0] for words in map(str.split, lines) if words}
    faults = []
    for name in sorted({"communiques.txt", "facts.json", *sums}):
        file = folder / "source" / name
        found = hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else _("no file")
        expected = sums.get(name, _("no entry"))
        if found != expected:
            problem = _("its SHA-256 is %(found)s, but SHA256SUMS says %(expected)s.")
            values = {"found": found, "expected": expected}
            faults.append(Fault(f"source/{name}", "", problem % values, remedy))
    return faults
