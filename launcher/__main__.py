"""`python -m launcher`: refuses a Python too old to read the rest, then hands over to cli.py."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - this very check is what old versions meet
    sys.exit(
        "The tracker needs Python 3.11 or later; this is {}.{}. "
        "Name a newer one with PYTHON=, for example: make run PYTHON=python3.12".format(
            *sys.version_info[:2]
        )
    )

from launcher import cli

sys.exit(cli.main(sys.argv[1:]))
