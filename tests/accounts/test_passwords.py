"""What a password may be: long, in any signs, and none of those that others try first."""

from __future__ import annotations

import unicodedata

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts import passwords
from accounts.models import User
from tests import authenticators, factories

pytestmark = pytest.mark.django_db
SHORT = "password_too_short"


def refused(password: str, user: User | None = None) -> str:
    """The code of the refusal, or nothing."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        (only,) = error.error_list
        return only.code
    return ""


@pytest.fixture
def amina_alone() -> User:
    return factories.make_user("amina.wanjiru@gender.ken.example", name="Amina Wanjiru")


@pytest.fixture
def amina_with_factor(amina_alone: User) -> User:
    authenticators.turn_on(amina_alone)
    return amina_alone


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("fourteen chars", "password_too_short"),
        ("fifteen letters", ""),
        ("plum trail ember fog", ""),
        ("سبعة جمال تعبر النهر ليلا", ""),
        ("七匹骆驼在夜里渡过了宽阔的大河流水", ""),
        ("!?%&/()=+*~#-_.:,;<>", ""),
    ],
)
def test_password_alone_has_fifteen_characters_of_any_kind(
    amina_alone: User, password: str, code: str
) -> None:
    assert refused(password, amina_alone) == code


@pytest.mark.parametrize(
    ("password", "code"), [("seven77", "password_too_short"), ("plum-fog", "")]
)
def test_password_beside_a_second_factor_has_eight(
    amina_with_factor: User, password: str, code: str
) -> None:
    assert refused(password, amina_with_factor) == code


def test_recovery_codes_alone_shorten_nothing(amina_with_factor: User) -> None:
    amina_with_factor.authenticator_set.filter(type="totp").delete()
    assert refused("plum-fog", amina_with_factor) == SHORT


@pytest.mark.parametrize("length", [64, 256, passwords.MOST])
def test_long_password_is_accepted_and_signs_in(amina_alone: User, length: int) -> None:
    password = "plum trail ember fog " * (length // 21) + "x" * (length % 21)
    assert len(password) == length
    assert refused(password[:-1] + "!", amina_alone) == ""
    amina_alone.set_password(password)
    assert amina_alone.check_password(password)
    assert not amina_alone.check_password(password[:-1] + "y")


def test_password_beyond_the_limit_is_refused_before_any_hash(
    amina_alone: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    amina_alone.set_password(factories.PASSWORD)
    monkeypatch.setattr("django.contrib.auth.hashers.verify_password", pytest.fail)
    monkeypatch.setattr(passwords, "normal", pytest.fail)
    long = "x" * (passwords.MOST + 1)
    assert not amina_alone.check_password(long)
    assert refused(long, amina_alone) == "password_too_long"
    with pytest.raises(ValueError, match="at most"):
        amina_alone.set_password(long)


@pytest.mark.parametrize(
    "password",
    [
        "password1234567",
        "Password!!!!!!!!!",
        "aaaaaaaaaaaaaaaaaaaa",
        "ababababababababab",
        "monkeymonkeymonkey",
        "123456789012345678",
        "qwertyuiopasdfghjkl",
        "abcdefghijklmnopqrst",
        "NAP-Tracker-2026!!",
        "nap tracker nap tracker",
        "Women, Peace and Security",
        "Kenya Kenya Kenya 1",
        "كينيا كينيا كينيا",
        "Norway and Moldova",
        "amina.wanjiru.2026",
        "gender.ken.example",
        "Wanjiru Amina Wanjiru",
        "Focal Points Network",
    ],
)
def test_password_that_others_try_first_is_refused(amina_alone: User, password: str) -> None:
    assert refused(password, amina_alone) in ("password_too_common", SHORT), password
    assert len(password) < passwords.ALONE or refused(password, amina_alone) != SHORT


@pytest.mark.parametrize("password", ["password", "letmein1", "trustno1", "12345678"])
def test_common_password_is_refused_beside_a_second_factor_too(
    amina_with_factor: User, password: str
) -> None:
    assert refused(password, amina_with_factor) == "password_too_common"


@settings(max_examples=6, deadline=None)
@given(st.text(min_size=15, max_size=40))
def test_every_form_of_a_text_is_the_same_password(text: str) -> None:
    user = User(email="a@b.example")
    user.set_password(text)
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        assert user.check_password(unicodedata.normalize(form, text))


def test_password_of_another_person_is_not_the_same() -> None:
    user = User(email="a@b.example")
    user.set_password("café au lait at noon")
    assert user.check_password("cafe\u0301 au lait at noon")
    assert not user.check_password("cafe au lait at noon")


def test_hash_is_argon2id() -> None:
    assert factories.make_user(password="plum trail ember fog").password.startswith(
        "argon2$argon2id"
    )
