"""A wrong value in the environment: one sentence that names it and the remedy, exit status 1."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from tracker import env

ROOT = Path(settings.BASE_DIR)


def manage(*arguments: str, **changes: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **changes}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("name", "value", "remedy"),
    [
        ("DATABASE_URL", "mysql://x/y", "postgres://"),
        ("DATABASE_URL", "sqlite:///db", "postgres://"),
        ("REDIS_URL", "memcached://x", "redis://"),
        ("PUBLIC_BASE_URL", "tracker.example.org", "https://"),
        ("PORT", "eighty", "between 1 and 65535"),
        ("PORT", "99999", "between 1 and 65535"),
        ("DEBUG", "perhaps", "true or false"),
        ("MAX_UPLOAD_MB", "twenty", "whole number"),
        ("MAX_UPLOAD_MB", "0", "at least 1"),
        ("EMAIL_URL", "pigeon://roof", "smtp+tls://"),
        ("THROTTLE_ACTOR", "many", "5/15min"),
        ("THROTTLE_SIGN_IN", "0/15min", "5/15min"),
        ("THROTTLE_EXPORTS", "60/fortnight", "5/15min"),
        ("SECRET_KEY_FILE", "/nowhere/at/all", "SECRET_KEY"),
    ],
)
def test_wrong_value_ends_with_one_sentence(name, value, remedy):
    done = manage("check", **{name: value})
    assert done.returncode == 1
    assert name.removesuffix("_FILE") in done.stderr
    assert remedy in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("rate", "number", "seconds"),
    [("120/min", 120, 60), ("5/15min", 5, 900), ("60/hour", 60, 3600), ("3/day", 3, 86400)],
)
def test_rate_is_a_number_within_seconds(rate, number, seconds):
    assert env.window(rate) == (number, seconds)


def test_limit_of_sign_ins_is_a_setting():
    show = "from django.conf import settings; print(settings.ACCOUNT_RATE_LIMITS['login_failed'])"
    done = manage("shell", "--no-imports", "--verbosity", "0", "-c", show, THROTTLE_SIGN_IN="7/h")
    assert done.stdout.strip() == "7/3600s/key,42/3600s/ip"


def test_secret_may_come_from_a_file(tmp_path, monkeypatch):
    (tmp_path / "key").write_text("from the file")
    monkeypatch.setenv("SECRET_KEY_FILE", str(tmp_path / "key"))
    monkeypatch.delenv("SECRET_KEY", raising=False)
    assert env.text("SECRET_KEY") == "from the file"


@pytest.mark.parametrize(
    ("url", "cache", "broker"),
    [
        ("redis://h:1/2", "redis://h:1/2", "redis://h:1/2"),
        ("unix:///a/b.sock", "unix:///a/b.sock?db=0", "redis+socket:///a/b.sock?virtual_host=0"),
        (
            "unix:///a/b.sock?db=3",
            "unix:///a/b.sock?db=3",
            "redis+socket:///a/b.sock?virtual_host=3",
        ),
        ("", "", ""),
    ],
)
def test_one_redis_is_written_in_two_ways(url, cache, broker):
    assert env.redis_addresses(url) == (cache, broker)


def test_socket_folder_of_the_database_reaches_the_driver():
    found = env.database("postgresql://tracker@/tracker?host=%2Ftmp%2Fs")
    assert found["OPTIONS"]["host"] == "/tmp/s"
    assert found["ENGINE"] == "django.db.backends.postgresql"


def test_command_without_servers_says_how_to_get_them(tmp_path):
    (tmp_path / "none").mkdir()
    done = manage("showmigrations", DATABASE_URL="", REDIS_URL="", XDG_RUNTIME_DIR=str(tmp_path))
    if done.returncode == 0:
        pytest.skip("the servers of a running `make run` answered: nothing to say")
    assert done.returncode == 1
    assert "make run" in done.stderr
    assert "DATABASE_URL" in done.stderr
    assert "Traceback" not in done.stderr
