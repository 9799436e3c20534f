"""When the demonstration is refused, and that it comes whole or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.management.base import CommandError

from accounts.models import User
from tests import factories
from tests.demoworld import evidence_kept_in
from tracker.demo import load
from tracker.demo.script import CLOSED, outcomes
from tracker.demo.writing import Shelf
from tracker.models import Report


def test_plot_is_the_same_every_time() -> None:
    codes = [f"X{n:02}" for n in range(80)]
    assert outcomes(codes) == outcomes(list(reversed(codes)))


def test_place_open_to_others_is_refused(db: None, settings: Any) -> None:
    settings.IS_LOCAL, settings.PUBLIC_BASE_URL = False, "https://tracker.un.test"
    with pytest.raises(CommandError, match=r"tracker\.un\.test.*Nothing was loaded"):
        load()
    assert not User.objects.exists()


def test_tracker_in_use_is_refused(db: None) -> None:
    factories.make_cycle("2026")
    with pytest.raises(CommandError, match="cycles of its own"):
        load()
    assert not User.objects.exists()


def test_failure_half_way_leaves_nothing_behind(
    db: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    class PowerCutError(Exception):
        pass

    def fail(world: Any, shelf: Shelf, advance: Any) -> None:
        assert Report.internal.count() == 87
        assert [path for path in tmp_path.rglob("*") if path.is_file()]
        raise PowerCutError

    monkeypatch.setattr("tracker.demo.loading.CLOSED", {"2023": CLOSED["2023"]})
    monkeypatch.setattr("tracker.demo.loading.write_open", fail)
    with evidence_kept_in(tmp_path), pytest.raises(PowerCutError):
        load()
    assert not User.objects.exists()
    assert not Report.internal.exists()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
