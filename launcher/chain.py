"""Several manage.py commands in one process: loading Django takes longer than most of them.

`python -m launcher.chain migrate --no-input , seed` runs them in the current directory, the first
that fails being the last. What each prints ends with a form feed.
"""

import itertools
import runpy
import sys
from collections.abc import Sequence

BETWEEN_COMMANDS = ","
BETWEEN_OUTPUTS = "\f"


def words(commands: Sequence[Sequence[str]]) -> list[str]:
    """The words for a command line that runs all of them."""
    joined = itertools.chain.from_iterable([*command, BETWEEN_COMMANDS] for command in commands)
    return ["-m", "launcher.chain", *list(joined)[:-1]]


def main(given: Sequence[str]) -> None:
    """Run the commands one after the other; a failing one ends the process as it always does."""
    for is_comma, group in itertools.groupby(given, key=BETWEEN_COMMANDS.__eq__):
        if not is_comma:
            sys.argv = ["manage.py", *group]
            runpy.run_path("manage.py", run_name="__main__")
            print(BETWEEN_OUTPUTS, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
