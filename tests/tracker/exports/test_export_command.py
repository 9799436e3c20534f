from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command

from tests import factories


@pytest.fixture
def report(db):
    report = factories.make_report("KEN")
    factories.answer(report, narrative="canary-draft")
    return report


def export(*args: str) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    call_command("export", "entries", *args, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_command_writes_what_is_published_and_says_what_it_is(report):
    assert "canary" not in export()[0]
    factories.published(report)
    out, err = export("--cycle", "2026", "--member", "KEN")
    assert out.count("canary-draft") == 1
    assert "X-Export-Classification: public\n" in err


def test_command_writes_what_that_person_may_see(report, amina, kari):
    assert "canary-draft" in export("--as", amina.user.email)[0]
    assert "canary-draft" not in export("--as", kari.user.email)[0]


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["--member", "KEY"], "--member: Not known: KEY."),
        (["--cycle", "1999"], "--cycle: Not known: 1999."),
        (["--as", "nobody@ken.example"], "Nobody here"),
    ],
)
def test_command_names_what_it_does_not_know(report, args, words):
    with pytest.raises(CommandError, match=words):
        export(*args)
