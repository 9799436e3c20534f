"""What the launcher reads from the environment."""

import os
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from launcher.failure import Failure

DATABASE_SCHEMES = ("postgres", "postgresql")
REDIS_SCHEMES = ("redis", "rediss", "unix", "redis+socket")
DEFAULT_PORT = "8000"


def setting(name: str, environ: Mapping[str, str] | None = None) -> str:
    """The value of NAME, or of the file that NAME_FILE names; empty where neither is set."""
    environ = os.environ if environ is None else environ
    value = environ.get(name, "").strip()
    path = environ.get(f"{name}_FILE", "").strip()
    if value or not path:
        return value
    try:
        return Path(path).read_text().strip()
    except OSError as error:
        raise Failure(
            f"{name}_FILE names {path}, which cannot be read ({error.strerror}): correct it, or "
            f"set {name} instead."
        ) from error


def url(name: str, schemes: tuple[str, ...], environ: Mapping[str, str] | None = None) -> str:
    """A server's address, or empty where none is set; raises Failure for one of another kind."""
    value = setting(name, environ)
    # The value may hold a password: never repeat it.
    if value and urlsplit(value).scheme not in schemes:
        expected = ", ".join(f"{scheme}://" for scheme in schemes)
        raise Failure(
            f"{name} must begin with one of {expected}: correct it, or unset it to use the "
            "bundled server."
        )
    return value


def database_url(environ: Mapping[str, str] | None = None) -> str:
    """DATABASE_URL, or empty for the embedded server."""
    return url("DATABASE_URL", DATABASE_SCHEMES, environ)


def redis_url(environ: Mapping[str, str] | None = None) -> str:
    """REDIS_URL, or empty for the embedded server."""
    return url("REDIS_URL", REDIS_SCHEMES, environ)


def port(environ: Mapping[str, str] | None = None) -> int:
    """The port of the web pages; raises Failure where PORT is not one."""
    value = setting("PORT", environ) or DEFAULT_PORT
    if not (value.isascii() and value.isdigit() and 0 < int(value) < 65536):
        raise Failure(
            f"PORT is {value!r}, which is not a port: set it to a number from 1 to 65535, such as "
            "PORT=8010."
        )
    return int(value)
