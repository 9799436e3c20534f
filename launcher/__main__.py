"""The launcher's command line: `python -m launcher run | test | exec`."""

import argparse
import sys
from pathlib import Path

from launcher import command
from launcher.failure import Failure

CLONE = Path(__file__).resolve().parent.parent


def parser() -> argparse.ArgumentParser:
    found = argparse.ArgumentParser(prog="python -m launcher", description=__doc__)
    verbs = found.add_subparsers(dest="verb", required=True)
    execute = verbs.add_parser("exec", help="run a command with a database and a broker")
    execute.add_argument("--data", type=Path, help="data directory (default: below .data/test/)")
    execute.add_argument("command", nargs="+", help="the command, after --")
    return found


def main(words: list[str]) -> int:
    options = parser().parse_args(words)
    try:
        return command.run(CLONE, options.data, options.command)
    except Failure as failure:
        print(failure, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
