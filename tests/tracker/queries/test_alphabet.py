"""Members stand in the order of the reader's own alphabet."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from accounts.models import Member
from tracker.queries.alphabet import by_letter, by_name, initial, sort_key


def _sorted(language: str, *names: str) -> list[str]:
    return sorted(names, key=lambda name: sort_key(name, language))


def test_accents_and_case_decide_nothing():
    assert _sorted("fr", "Estonie", "États-Unis", "Espagne", "Égypte") == [
        "Égypte",
        "Espagne",
        "Estonie",
        "États-Unis",
    ]


def test_arabic_article_is_passed_over_and_a_name_with_hamza_is_not_cut():
    names = _sorted("ar", "النرويج", "ألمانيا", "ناميبيا", "الأردن")
    assert names == ["الأردن", "ألمانيا", "ناميبيا", "النرويج"]


def test_chinese_follows_pinyin():
    assert _sorted("zh-hans", "中非共和国", "肯尼亚", "挪威", "阿富汗") == [
        "阿富汗",
        "肯尼亚",
        "挪威",
        "中非共和国",
    ]


@pytest.mark.parametrize(
    ("name", "language", "letter"),
    [
        ("Émirats arabes unis", "fr", "E"),
        ("الأردن", "ar", "ا"),
        ("Япония", "ru", "Я"),
        ("肯尼亚", "zh-hans", "K"),
        ("中非共和国", "zh-hans", "Z"),
        ("阿富汗", "zh-hans", "A"),
    ],
)
def test_name_stands_under_the_letter_its_readers_look_for(name, language, letter):
    assert initial(name, language) == letter


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["ar", "zh-hans", "en", "fr", "ru", "es"])
def test_index_holds_every_member_once_in_one_run_per_letter(language):
    with override(language):
        letters = by_letter(Member.objects.all())
        names = [member for _letter, group in letters for member in group]
        assert names == by_name(Member.objects.all())
        assert len({member.code for member in names}) == 87
        assert len(letters) == len({letter for letter, _group in letters}) < 30
