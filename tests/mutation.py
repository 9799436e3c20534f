"""Takes the lines of the rules away, one at a time, and sees whether a test notices.

    python -m tests.mutation [WORD …]     only mutants whose name holds one of the words

Each mutant is one function of `TARGETS` with one thing changed: a refusal that allows, a condition
that never holds, half of an `and` or `or`, a call that checks and is left out. It lives in a forked
process alone; no file is touched. The last line is the figure; the exit status is 1 where a mutant
survives that is not in `HARMLESS`. Runs inside `launcher exec`, which brings the servers.
"""

from __future__ import annotations

import ast
import contextlib
import copy
import importlib
import os
import sys
import types
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TARGETS = (
    "accounts.owned",
    *(f"tracker.rules.{p.stem}" for p in sorted((ROOT / "tracker/rules").glob("[a-z]*.py"))),
)
# The quick ones first: the first failure ends a mutant.
TESTS = (
    "tests/tracker/rules",
    "tests/accounts",
    "tests/tracker/test_reading_policy.py",
    "tests/tracker/domain",
    "tests/tracker/admin",
    "tests/tracker/web",
    "tests/tracker/api",
    "tests/test_permission_matrix.py",
)
# Mutants that change nothing anybody could see, and why.
HARMLESS: dict[str, str] = {}
ALLOWED = ast.parse("Allowed()", mode="eval").body


@dataclass(frozen=True)
class Mutant:
    """One function of a module with one thing changed."""

    module: str
    function: str
    change: str
    line: int
    tree: ast.Module

    @property
    def name(self) -> str:
        return f"{self.module}.{self.function}: {self.change}"


def mutants() -> Iterator[Mutant]:
    """Every mutant of every target, in the order of the files."""
    for name in TARGETS:
        module = importlib.import_module(name)
        tree = ast.parse(Path(str(module.__file__)).read_text())
        for function, path in _functions(tree):
            for place, (node, change) in enumerate(_changes(path)):
                changed = copy.deepcopy(tree)
                _apply(changed, function, place)
                yield Mutant(name, function, change, node.lineno, changed)


def _functions(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef]]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node.name, node
        elif isinstance(node, ast.ClassDef):
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef):
                    yield f"{node.name}.{inner.name}", inner


def _changes(function: ast.FunctionDef) -> Iterator[tuple[Any, str]]:
    """What can be changed in a function, in a fixed order, each with its words."""
    for node in ast.walk(function):
        words = f"line {getattr(node, 'lineno', 0)}"
        if isinstance(node, ast.If):
            yield node, f"{words}: “if {ast.unparse(node.test)}” never holds"
        elif isinstance(node, ast.BoolOp):
            for part in node.values:
                yield node, f"{words}: without “{ast.unparse(part)}”"
        elif isinstance(node, ast.Return) and isinstance(node.value, ast.Call):
            called = ast.unparse(node.value.func)
            if called == "Denied" or called.startswith(("may_", "_reviews", "_not", "not_")):
                yield node, f"{words}: “{called}” allows"
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            yield node, f"{words}: without “{ast.unparse(node.value)}”"


def _apply(tree: ast.Module, name: str, place: int) -> None:
    """Makes the change at this place of the named function."""
    function = dict(_functions(tree))[name]
    at = 0
    for node in list(ast.walk(function)):
        if isinstance(node, ast.BoolOp):
            for part in list(node.values):
                if at == place:
                    node.values.remove(part)
                    return
                at += 1
            continue
        if not any(found is node for found, _words in _changes_of(node)):
            continue
        if at == place:
            if isinstance(node, ast.If):
                # The test still runs: what it assigns is needed below.
                node.test = ast.BoolOp(ast.And(), [node.test, ast.Constant(False)])
            elif isinstance(node, ast.Return):
                node.value = copy.deepcopy(ALLOWED)
            elif isinstance(node, ast.Expr):
                node.value = ast.Constant(None)
            return
        at += 1
    raise LookupError(f"{name}: no place {place}")


def _changes_of(node: ast.AST) -> list[tuple[Any, str]]:
    alone = ast.FunctionDef(name="_", args=ast.arguments([], [], None, [], [], None, []), body=[])
    alone.body = [node]  # type: ignore[list-item]
    return [(found, words) for found, words in _changes(alone) if found is node]


def apply(mutant: Mutant) -> None:
    """Puts the mutant's code into the living function: whoever imported it runs the change."""
    module = importlib.import_module(mutant.module)
    tree = ast.fix_missing_locations(mutant.tree)
    code = compile(tree, str(module.__file__), "exec")
    wanted = mutant.function.split(".")
    found = _code_named(code, wanted)
    assert found is not None, mutant.name
    target: Any = module
    for part in wanted:
        target = target.__dict__[part] if isinstance(target, type) else getattr(target, part)
    getattr(target, "fget", target).__code__ = found


def _code_named(code: types.CodeType, path: list[str]) -> types.CodeType | None:
    inner = next(
        (c for c in code.co_consts if isinstance(c, types.CodeType) and c.co_name == path[0]), None
    )
    if inner is None or len(path) == 1:
        return inner
    return _code_named(inner, path[1:])


def survives(mutant: Mutant) -> bool:
    """Runs the tests against a mutant in a process of its own. True where all of them pass."""
    child = os.fork()
    if child == 0:
        with Path(os.devnull).open("w") as silence, contextlib.redirect_stdout(silence):
            os.dup2(silence.fileno(), 1)
            os.dup2(silence.fileno(), 2)
            apply(mutant)
            os._exit(run_tests(mutant.module, "-x", "-q", "-p", "no:randomly"))
    _pid, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) == 0


def run_tests(module: str, *words: str) -> int:
    """The module's own tests first, then all that could notice."""
    import pytest

    own = f"test_{module.rpartition('.')[2]}.py"
    paths = (f"tests/tracker/rules/{own}", f"tests/accounts/{own}", *TESTS)
    there = [path for path in paths if (ROOT / path).exists()]
    return int(pytest.main(["--reuse-db", "-p", "no:cacheprovider", *words, *there]))


def main(words: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    # A part of a table might not hold the cell that tells.
    os.environ.setdefault("PROOF", "true")
    import django

    django.setup()
    chosen = [m for m in mutants() if not words or any(word in m.name for word in words)]
    print(f"{len(chosen)} mutants", flush=True)
    survivors = []
    for place, mutant in enumerate(chosen, 1):
        if mutant.name in HARMLESS:
            continue
        if survives(mutant):
            survivors.append(mutant)
            print(f"survived  {mutant.name}", flush=True)
        elif place % 20 == 0:
            print(f"{place} tried", flush=True)
    caught = len(chosen) - len(survivors) - sum(m.name in HARMLESS for m in chosen)
    print(f"{caught} of {len(chosen)} mutants caught, {len(survivors)} survived")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
