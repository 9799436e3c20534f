"""The launcher's command line."""

import argparse
import os
import sys
from pathlib import Path

from launcher import command, product, reset, settings, stopping
from launcher.failure import Failure
from launcher.venv import Venv

CLONE = Path(__file__).resolve().parent.parent


def parser() -> argparse.ArgumentParser:
    """The verbs, each with its words."""
    found = argparse.ArgumentParser(prog="python -m launcher")
    verbs = found.add_subparsers(dest="verb", required=True)
    verbs.add_parser("run", help="everything a newcomer needs, until Ctrl-C")
    remove = verbs.add_parser("reset", help="remove .data/ with all that is in it")
    remove.add_argument("--yes", action="store_true", help="do not ask")
    verbs.add_parser("install", help="the developers' packages, and no more")
    test = verbs.add_parser("test", help="pytest, with servers of its own")
    test.add_argument("words", nargs="*", help="words for pytest, after --")
    execute = verbs.add_parser("exec", help="run a command with servers of its own")
    execute.add_argument("--data", type=Path, help="data directory (default: below .data/test/)")
    execute.add_argument("words", nargs="+", help="the command, after --")
    return found


def main(words: list[str]) -> int:
    """Do what the words say; returns the exit status."""
    options = parser().parse_args(words)
    stopping.listen()
    try:
        return perform(options, words)
    except Failure as failure:
        print(failure, file=sys.stderr)
        return 1
    except stopping.Stopped as stopped:
        return stopped.exit_status


def perform(options: argparse.Namespace, words: list[str]) -> int:
    """Install what the verb needs, continue with the Python of the environment, and do it."""
    if options.verb == "reset":
        return reset.run(CLONE, options.yes)
    venv = Venv(CLONE)
    if options.verb == "run":
        settings.database_url()
        settings.redis_url()
        product.must_be_free(CLONE)
    # A command that is given its servers' addresses needs nothing of theirs installed.
    if options.verb != "exec":
        venv.ensure("run" if options.verb == "run" else "dev")
    if not venv.is_running():
        venv.must_exist()
        os.execv(venv.python, [str(venv.python), "-m", "launcher", *words])
    match options.verb:
        case "run":
            return product.run(CLONE)
        case "test":
            pytest = [str(venv.python), "-m", "pytest", *options.words]
            return command.run(CLONE, None, pytest)
        case "exec":
            return command.run(CLONE, options.data, options.words)
    return 0
