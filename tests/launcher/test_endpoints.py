from pathlib import Path

import pytest

from launcher import endpoints
from launcher.layout import Layout
from launcher.servers import Servers


@pytest.fixture
def written(clone: Path) -> Servers:
    """Servers that ran and wrote down their addresses; stopped again."""
    found = Servers(clone, Layout(clone / ".data"), durable=False)
    found.take()
    try:
        found.start()
        endpoints.write(clone, "http://127.0.0.1:8000", found.served)
        assert endpoints.running(clone) == found.urls
    finally:
        found.stop()
    return found


def test_checkout_where_nothing_ever_ran_has_no_servers(clone: Path) -> None:
    assert endpoints.running(clone) is None


def test_addresses_of_servers_that_are_gone_are_not_handed_out(
    clone: Path, written: Servers
) -> None:
    assert endpoints.read(clone)["page"] == "http://127.0.0.1:8000"
    assert endpoints.running(clone) is None


def test_only_the_server_that_is_alive_is_handed_out(
    clone: Path, written: Servers, monkeypatch: pytest.MonkeyPatch
) -> None:
    urls = dict(written.urls)
    monkeypatch.setenv("REDIS_URL", "redis://127.0.0.1:1/0")
    monkeypatch.setattr("launcher.reach.redis", lambda url: None)
    written.take()
    try:
        written.start()
        assert endpoints.running(clone) == {"DATABASE_URL": urls["DATABASE_URL"]}
    finally:
        written.stop()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"pid": 1}'])
def test_unreadable_note_counts_as_none(clone: Path, text: str) -> None:
    endpoints.file(clone).parent.mkdir()
    endpoints.file(clone).write_text(text)
    assert endpoints.running(clone) is None
