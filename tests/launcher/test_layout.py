import os
from pathlib import Path

import pytest

from launcher import layout
from launcher.failure import Failure
from launcher.layout import Layout, fits_a_socket


def deep(length: int) -> Path:
    """A data directory whose sockets directory has a path of that many bytes."""
    base = "/tmp/" + "ä" * 5
    return Path(base + "x" * (length - len(os.fsencode(base)) - len("/sockets")))


@pytest.fixture(autouse=True)
def _no_runtime_directory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)


def test_sockets_of_a_short_path_lie_in_the_data_directory() -> None:
    assert Layout(Path("/srv/tracker/.data")).sockets == Path("/srv/tracker/.data/sockets")


def test_sockets_move_out_exactly_where_the_kernel_has_no_room_counted_in_bytes() -> None:
    room = layout.SOCKET_PATH_MAX_BYTES - len("/" + layout.LONGEST_SOCKET_NAME)
    longest, too_long = deep(room), deep(room + 1)

    assert Layout(longest).sockets == longest / "sockets"
    assert Layout(too_long).sockets.parent == Path("/tmp")
    assert fits_a_socket(Layout(too_long).sockets)


def test_two_long_paths_never_share_their_sockets() -> None:
    assert Layout(deep(150)).sockets != Layout(deep(151)).sockets


def test_long_path_uses_the_runtime_directory_of_the_user(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(layout, "SOCKET_PATH_MAX_BYTES", 300)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))

    assert Layout(deep(400)).sockets.parent == tmp_path


def test_prepare_closes_the_directories_to_others(clone: Path) -> None:
    found = Layout(clone / ".data")
    found.data.mkdir(mode=0o755)

    found.prepare()

    assert [oct(d.stat().st_mode & 0o777) for d in (found.data, found.sockets)] == ["0o700"] * 2


def test_prepare_refuses_a_link_where_the_sockets_should_be(clone: Path, tmp_path: Path) -> None:
    found = Layout(clone / ".data")
    found.data.mkdir()
    found.sockets.symlink_to(tmp_path)

    with pytest.raises(Failure, match="belongs to another user"):
        found.prepare()


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give a directory away")
def test_prepare_refuses_sockets_in_a_directory_of_a_stranger(clone: Path) -> None:
    found = Layout(clone / ".data")
    found.prepare()
    os.chown(found.sockets, 12345, 12345)

    with pytest.raises(Failure, match=r"sockets belongs to another user"):
        found.prepare()
