"""What the environment says. One call per name, each with a working default; a secret may also
come from a file through NAME_FILE. A wrong value is one sentence and exit status 1."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import parse_qs, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent

# Read only where nothing in the environment says otherwise; refused in production by a check.
DEFAULT_SECRET = "not-a-secret-only-for-one-machine"

NO_SERVERS = "No database: start `make run` in another terminal, or set DATABASE_URL and REDIS_URL."

_env = environ.FileAwareEnv()


def refuse(sentence: str) -> NoReturn:
    """Ends the process with one plain sentence."""
    print(sentence, file=sys.stderr)
    raise SystemExit(1)


def _read(kind: str, name: str, default: Any, remedy: str) -> Any:
    try:
        return getattr(_env, kind)(name, default=default)
    except (ValueError, ImproperlyConfigured, OSError) as error:
        refuse(f"{name} has a value that cannot be used ({error}). {remedy}")


def text(name: str, default: str = "") -> str:
    return _read("str", name, default, "Set it to a text or leave it out.")


def flag(name: str, default: bool) -> bool:
    value = text(name, "1" if default else "0").strip().lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off", ""}:
        return False
    refuse(f"{name} is {value!r}. Set it to true or false.")


def number(name: str, default: int, least: int = 0) -> int:
    value = _read("int", name, default, "Set it to a whole number.")
    if value < least:
        refuse(f"{name} is {value}. Set it to a whole number of at least {least}.")
    return value


def words(name: str, default: list[str]) -> list[str]:
    return [w.strip() for w in text(name, ",".join(default)).split(",") if w.strip()]


SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def window(rate: str) -> tuple[int, int]:
    """How many, in how many seconds: `120/min` is (120, 60), `5/15min` is (5, 900). Raises
    ValueError for what is no rate."""
    found = re.fullmatch(r"([0-9]+)/([0-9]*)([smhd])[a-z]*", rate.strip())
    if found is None:
        raise ValueError(f"{rate!r} is no rate")
    number, times, unit = found.groups()
    return int(number), int(times or 1) * SECONDS[unit]


def rate(name: str, default: str) -> str:
    value = text(name, default)
    try:
        number, seconds = window(value)
    except ValueError:
        number = seconds = 0
    if not number or not seconds:
        refuse(f"{name} is {value!r}. Set it to a rate such as 120/min, 60/hour or 5/15min.")
    return value


def web_address(name: str, default: str) -> str:
    value = text(name, default).rstrip("/")
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        refuse(f"{name} is {value!r}. Set it to an address such as https://tracker.example.org.")
    return value


def servers() -> dict[str, str]:
    """Where PostgreSQL and Redis are: as told, else those of a running `make run`, else nowhere."""
    told = {name: text(name) for name in ("DATABASE_URL", "REDIS_URL")}
    if all(told.values()):
        return told
    from launcher.endpoints import running

    found = running(BASE_DIR) or {}
    return {name: told[name] or found.get(name, "") for name in told}


def database(url: str) -> dict[str, Any]:
    """Django's settings for a PostgreSQL address. Without one, the first query says the remedy."""
    if not url:
        return {"ENGINE": "tracker.nodatabase"}
    scheme = urlsplit(url).scheme
    if scheme not in {"postgres", "postgresql", "pgsql"}:
        refuse(
            f"DATABASE_URL begins with {scheme!r}. Set it to postgres://user:password@host/name: "
            "PostgreSQL is the only database this tracker runs on."
        )
    try:
        found = environ.Env.db_url_config(url)
    except (ValueError, ImproperlyConfigured) as error:
        refuse(
            f"DATABASE_URL cannot be read ({error}). Set it to postgres://user:password@host/name."
        )
    return {
        **found,
        "ENGINE": "django.db.backends.postgresql",
        "OPTIONS": dict(found.get("OPTIONS", {})),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def redis_addresses(url: str) -> tuple[str, str]:
    """The same Redis as the cache writes it and as Celery writes it (sockets differ)."""
    if not url:
        return "", ""
    parts = urlsplit(url)
    if parts.scheme in {"unix", "redis+socket"}:
        db = parse_qs(parts.query).get("db") or parse_qs(parts.query).get("virtual_host") or ["0"]
        return (
            f"unix://{parts.path}?db={db[0]}",
            f"redis+socket://{parts.path}?virtual_host={db[0]}",
        )
    if parts.scheme in {"redis", "rediss"}:
        return url, url
    refuse(
        f"REDIS_URL begins with {parts.scheme!r}. Set it to redis://host:6379/0 or unix:///path."
    )


def port() -> int:
    value = text("PORT", "8000")
    if not value.isdigit() or not 0 < int(value) < 65536:
        refuse(f"PORT is {value!r}. Set it to a number between 1 and 65535.")
    return int(value)


def folder(name: str, default: Path) -> Path:
    return Path(os.path.expanduser(text(name, str(default))))


def mail(url: str) -> dict[str, Any]:
    """Django's mail settings for EMAIL_URL: smtp://, smtp+tls://, smtp+ssl://, or, without one,
    files under the data folder for a newcomer to read."""
    if not url:
        return {"EMAIL_BACKEND": "tracker.mailfiles.EmailBackend"}
    try:
        return dict(environ.Env.email_url_config(url))
    except (KeyError, ValueError, ImproperlyConfigured) as error:
        refuse(
            f"EMAIL_URL cannot be read ({error}). "
            "Set it to smtp+tls://user:password@host:587 or leave it out."
        )


def scanner(value: str) -> str:
    """Where clamd listens: tcp://host:3310 or unix:///path; nothing for none."""
    parts = urlsplit(value)
    fits = (parts.scheme == "tcp" and parts.hostname) or (parts.scheme == "unix" and parts.path)
    if value and not fits:
        refuse(f"CLAMD_URL is {value!r}. Set it to tcp://host:3310 or unix:///path.")
    return value


def evidence_storage(
    folder: Path, bucket: str, address: str, region: str, key_id: str, secret: str
) -> dict[str, Any]:
    """Where files of evidence lie: a bucket where one is named, else a private folder."""
    if bucket:
        return {
            "BACKEND": "storages.backends.s3.S3Storage",
            "OPTIONS": {
                "bucket_name": bucket,
                "endpoint_url": address or None,
                "region_name": region or None,
                "access_key": key_id or None,
                "secret_key": secret or None,
                # Nothing is public, and no address of the bucket is ever given out.
                "default_acl": None,
                "file_overwrite": False,
                "signature_version": "s3v4",
                "addressing_style": "path" if address else "auto",
                # What is read goes through a file on disk beyond this, not through memory.
                "max_memory_size": 1024 * 1024,
            },
        }
    return {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": folder,
            "base_url": None,
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    }
