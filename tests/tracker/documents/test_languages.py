"""A document is wholly in a language, or is not offered in it."""

from __future__ import annotations

import re

import pytest
from babel.messages.pofile import read_po

from accounts.models import Member
from tests.documentwords import labels, phrases
from tracker.document_enums import LANGUAGES, words_of
from tracker.documents.content import plain
from tracker.documents.order import NotMade, Order
from tracker.documents.phrases import Phrases
from tracker.documents.writers import offered
from tracker.enums import BudgetStage, Status
from tracker.models import ReportingCycle
from tracker.plan_enums import BudgetState, CivilSocietyRole

TRANSLATED = ["fr", "ar"]
PLACES = re.compile(r"%\((\w+)\)s")
# Letters that Latin words in Arabic sentences would bring: codes and names alone may.
LATIN_WORD = re.compile(r"[A-Za-z]{4,}")


def catalogue(language: str) -> list:
    path = words_of(language)
    with path.open("rb") as file:
        found = read_po(file)
    assert found.num_plurals == {"fr": 3, "ar": 6}[language]
    return [message for message in found if message.id]


def test_english_french_and_arabic_are_offered():
    assert set(LANGUAGES) == {"en", "fr", "ar"}


@pytest.mark.django_db
@pytest.mark.parametrize("language", TRANSLATED)
def test_catalogue_has_every_phrase_and_nothing_else(language):
    known = {
        (m.context or "", tuple(m.id) if isinstance(m.id, (list, tuple)) else m.id)
        for m in catalogue(language)
    }
    said = {("", words) for words in phrases()} | set(labels())
    assert known == said


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_are_finished_and_keep_their_places(language):
    for message in catalogue(language):
        is_plural = isinstance(message.id, (list, tuple))
        source = message.id[0] if is_plural else message.id
        forms = message.string if is_plural else [message.string]
        assert not message.fuzzy, source
        assert all(form.strip() for form in forms), source
        for form in forms:
            assert sorted(PLACES.findall(form)) == sorted(PLACES.findall(source)), source


def test_arabic_is_arabic_to_the_last_mark():
    for message in catalogue("ar"):
        forms = message.string if isinstance(message.string, (list, tuple)) else [message.string]
        for form in forms:
            bare = PLACES.sub("", form)
            assert not LATIN_WORD.search(bare), form
            assert not set(bare) & set(",;?"), form


def test_french_keeps_its_spaces():
    for message in catalogue("fr"):
        forms = message.string if isinstance(message.string, (list, tuple)) else [message.string]
        for form in forms:
            assert not re.search(r"[^\u00a0]:(?!//)|[^\u202f][;!?]|«[^\u00a0]|[^\u00a0]»", form), (
                form
            )
            assert "'" not in form, form


def test_french_puts_no_plural_behind_a_number_that_can_be_one():
    for message in catalogue("fr"):
        if isinstance(message.id, str):
            assert not re.search(r"\)s (?!sur |des )\w+s\b", message.string), message.string


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (1, "1 مستند داعم"),
        (2, "2 مستندان داعمان"),
        (3, "3 مستندات داعمة"),
        (11, "11 مستندا داعما"),
        (100, "100 مستند داعم"),
    ],
)
def test_arabic_counts_in_its_own_forms(n, said):
    found = Phrases("ar").count("%(n)s supporting document", "%(n)s supporting documents", n)
    assert plain(found) == said


def test_labels_of_equal_codes_stay_apart():
    french = Phrases("fr")
    assert french.label(BudgetState.NONE) == "Sans budget"
    assert french.label(CivilSocietyRole.NONE) == "Aucun"
    assert french.label(Status.FULL) == "Mise en œuvre intégrale"
    assert Phrases("ar").label(BudgetStage.DISBURSED) == "صرف"


@pytest.mark.parametrize(
    ("tag", "name"),
    [("ro", "roumain"), ("zh-Hans", "chinois"), ("xx-nobody", "xx-nobody"), ("", "")],
)
def test_languages_are_named_and_unknown_tags_stay(tag, name):
    assert Phrases("fr").tongue(tag) == name


@pytest.mark.django_db
def test_order_in_a_language_without_catalogue_names_the_others():
    cycle = ReportingCycle(code="2025")
    order = Order("country_report", "pdf", "ru", cycle, Member.objects.get(code="KEN"))
    with pytest.raises(NotMade, match=r"English, .*Français"):
        offered(order)


@pytest.mark.django_db
def test_order_of_another_format_names_the_two():
    order = Order("country_report", "xlsx", "en", ReportingCycle(code="2025"))
    with pytest.raises(NotMade, match="Word"):
        offered(order)
