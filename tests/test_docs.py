"""The documents say what is true: every setting, command and page of theirs exists and the other
way round."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings
from django.core.management import get_commands

ROOT = Path(settings.BASE_DIR)
DOCS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
READS = re.compile(r"env\.(?:text|flag|number|words|rate|web_address|folder)\(\s*\"([A-Z0-9_]+)\"")


def documented() -> set[str]:
    return set(re.findall(r"^\| `([A-Z0-9_]+)` \|", (ROOT / "docs/settings.md").read_text(), re.M))


def test_every_setting_is_documented_and_every_documented_one_exists():
    read = set(READS.findall((ROOT / "tracker/settings.py").read_text()))
    read |= {"PORT", "DATABASE_URL", "REDIS_URL", "CHROMIUM"}
    assert documented() == read


def test_every_command_of_ours_is_named_in_a_document():
    ours = {
        name
        for name, app in get_commands().items()
        if app in ("recommendations", "accounts", "tracker")
    }
    words = "\n".join(path.read_text() for path in DOCS)
    assert not {name for name in ours if f"manage.py {name}" not in words}


def test_links_between_documents_lead_somewhere():
    for path in DOCS:
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text()):
            if not target.startswith(("http://", "https://", "mailto:")):
                assert (path.parent / target).exists(), f"{path.name}: {target}"


def test_make_targets_named_in_documents_exist():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.M))
    for path in DOCS:
        named = set(re.findall(r"`make ([a-z-]+)", path.read_text()))
        assert named <= targets, f"{path.name}: {named - targets}"


def test_every_proof_named_in_the_table_of_proofs_exists():
    named = set(re.findall(r"`([\w/]+(?:\.py|/))`", (ROOT / "docs/proofs.md").read_text()))
    assert len(named) > 50
    assert {path for path in named - {"tests/"} if not (ROOT / "tests" / path).exists()} == set()
