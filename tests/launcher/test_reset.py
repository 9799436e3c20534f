from pathlib import Path

import pytest

from launcher import reset
from launcher.failure import Failure
from launcher.layout import Layout
from launcher.servers import Servers


@pytest.fixture
def used(clone: Path) -> Path:
    layout = Layout(clone / ".data")
    layout.prepare()
    layout.lock.touch()
    (clone / ".data" / "mail").mkdir()
    (clone / ".data" / "mail" / "1.eml").write_text("kept")
    return clone


def test_all_data_are_removed(used: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert reset.run(used, sure=True) == 0
    assert not (used / ".data").exists()
    assert f"Removed {used / '.data'}" in capsys.readouterr().out


def test_nobody_at_the_terminal_means_no(used: Path) -> None:
    with pytest.raises(Failure, match="YES=1"):
        reset.run(used, sure=False)
    assert (used / ".data" / "mail" / "1.eml").read_text() == "kept"


def test_answer_other_than_yes_keeps_everything(
    used: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda question: "")
    assert reset.run(used, sure=False) == 1
    assert (used / ".data" / "mail" / "1.eml").read_text() == "kept"


def test_data_of_something_running_are_kept(used: Path) -> None:
    tests = Servers(used, Layout(used / ".data" / "test" / "0"), durable=False)
    tests.take()
    try:
        with pytest.raises(Failure, match=r"test/0 is in use"):
            reset.run(used, sure=True)
        assert (used / ".data" / "mail" / "1.eml").read_text() == "kept"
    finally:
        tests.stop()


def test_nothing_to_remove_is_no_failure(clone: Path) -> None:
    assert reset.run(clone, sure=True) == 0
