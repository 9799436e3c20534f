"""The addresses of a running `make run`, for whoever runs a command beside it.

Only the standard library, and cheap: settings ask on every start of manage.py.
"""

import json
import os
from pathlib import Path
from typing import Any

from launcher.sockets import accepts


def file(base_dir: Path) -> Path:
    """Where a running launcher says what it serves."""
    return base_dir / ".data" / "endpoints.json"


def read(base_dir: Path) -> dict[str, Any]:
    """What was last written there, alive or not; empty where there is nothing to read."""
    try:
        found = json.loads(file(base_dir).read_text())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def write(base_dir: Path, page: str, served: dict[str, tuple[str, Path]]) -> None:
    """Say what is served: the web address, and per setting its value and its socket."""
    text = {
        "pid": os.getpid(),
        "page": page,
        "served": {name: [url, str(path)] for name, (url, path) in served.items()},
    }
    target = file(base_dir)
    new = target.with_suffix(".new")
    new.write_text(json.dumps(text))
    new.replace(target)


def running(base_dir: Path) -> dict[str, str] | None:
    """DATABASE_URL and REDIS_URL of the embedded servers that accept connections now.

    None where there are none; one of the two where the other was given by the environment of
    `make run`.
    """
    served = read(base_dir).get("served", {})
    alive = {name: url for name, (url, path) in served.items() if accepts(Path(path))}
    return alive or None
