"""Every hostile file is refused with one clear sentence, and nothing of it stays; every honest one
comes in. How fast and in how much memory: `python -m tests.hostile.proof`."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from tests import factories
from tests.hostile import called, honest
from tests.hostile.corpus import corpus
from tests.hostile.kinds import Hostile
from tracker.domain import evidence as documents
from tracker.domain.files import accept, clean_name
from tracker.models import Evidence

CORPUS = corpus()
SENTENCE = re.compile(r"[A-Z][^\n]{20,160}[.]")
FILE = {"form": "file", "title": "Decision", "kind": "policy_plan", "language": "fr"}


@cache
def refusal_of(hostile: Hostile) -> str:
    with pytest.raises(ValidationError) as refusal:
        accept(ContentFile(hostile.build(), name=hostile.name))
    assert list(refusal.value.message_dict) == ["file"]
    (sentence,) = refusal.value.message_dict["file"]
    return sentence


def test_there_are_enough_of_them():
    assert len(CORPUS) >= 150


@pytest.mark.parametrize("hostile", CORPUS, ids=str)
def test_hostile_file_is_refused_with_one_sentence(hostile):
    sentence = refusal_of(hostile)
    assert SENTENCE.fullmatch(sentence), sentence
    assert "%(" not in sentence


@pytest.mark.parametrize(
    ("family", "said"),
    [
        ("xml bomb", "defines words of its own"),
        ("climbs", "points outside"),
        ("flood", "pixels|unpacks|too many pieces|no width|damaged"),
        (
            "bomb",
            "unpacks|too many parts|carries another file|other PDF|kind|damaged|not DOCX|not ODT",
        ),
        ("name", "Send a PDF|The name of this file"),
        ("locked", "password|packed in an unusual way"),
        ("twins", "same name"),
    ],
)
def test_family_is_refused_for_its_own_reason(family, said):
    of_family = [h for h in CORPUS if h.family == family and "60," not in h.label]
    assert of_family
    for hostile in of_family:
        assert re.search(said, refusal_of(hostile)), f"{hostile}: {refusal_of(hostile)}"


@pytest.mark.django_db
def test_nothing_of_a_refused_file_is_stored(amina):
    entry = factories.entry_of(factories.make_report("KEN"))
    for hostile in CORPUS[::7]:
        with pytest.raises(ValidationError):
            documents.add(amina, [entry], FILE, ContentFile(hostile.build(), name=hostile.name))
    assert not Evidence.internal.exists()
    assert not [p for p in Path(settings.EVIDENCE_DIR).rglob("*") if p.is_file()]


@pytest.mark.parametrize("name", honest.files())
def test_honest_file_comes_in(name):
    content = honest.files()[name]
    accepted = accept(ContentFile(content, name=name))
    assert (accepted.name, accepted.size) == (name, len(content))


@pytest.mark.parametrize("name", called.TAMED, ids=ascii)
def test_hostile_name_is_data(name):
    assert clean_name(name) == called.TAMED[name]
