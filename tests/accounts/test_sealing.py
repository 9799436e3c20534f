from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken

from accounts import sealing
from tests import authenticators, factories


def test_sealed_text_opens_with_the_key_of_this_installation_only(settings) -> None:
    sealed = sealing.seal("JBSWY3DP")
    assert "JBSWY3DP" not in sealed
    assert sealing.unseal(sealed) == "JBSWY3DP"
    settings.SECRET_KEY = "another secret"
    with pytest.raises(InvalidToken):
        sealing.unseal(sealed)


def test_older_secret_key_still_opens(settings) -> None:
    sealed = sealing.seal("JBSWY3DP")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another secret"
    assert sealing.unseal(sealed) == "JBSWY3DP"


@pytest.mark.django_db
def test_key_of_the_app_and_recovery_codes_lie_sealed_in_the_database() -> None:
    user = factories.make_user()
    key = authenticators.turn_on(user)
    codes = authenticators.recovery_codes(user)
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert key not in stored
    assert not [code for code in codes if code in stored]
    seeds = [d["seed"] for d in Authenticator.objects.values_list("data", flat=True) if "seed" in d]
    assert len(sealing.unseal(seeds[0])) == 80
