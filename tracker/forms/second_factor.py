"""The forms of the second factor: allauth's flow, our labels, and codes that work once."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as base
from allauth.mfa.base.internal.flows import check_rate_limit
from allauth.mfa.totp import forms as totp
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.domain import codes
from accounts.passwords import ALONE, normal


def _shape_code(field: forms.Field, hint: Any = "") -> None:
    field.label, field.help_text = _("Code"), hint
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(
        {"inputmode": "numeric", "spellcheck": "false", "class": "codein", "maxlength": "20"}
    )


class _Once(base.BaseAuthenticateForm):
    """Five tries in fifteen minutes, and no code twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _shape_code(self.fields["code"])

    def clean_code(self) -> str:
        forgive = check_rate_limit(self.user)
        authenticator = codes.spend(self.user, self.cleaned_data["code"])
        if authenticator is None:
            raise get_adapter().validation_error("incorrect_code")
        authenticator.user = self.user
        self.authenticator = authenticator
        forgive()
        return self.cleaned_data["code"]


class CodeForm(_Once, base.AuthenticateForm):
    pass


class CodeAgainForm(_Once, base.ReauthenticateForm):
    pass


class TurnOnForm(totp.ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _shape_code(self.fields["code"])

    def clean_code(self) -> str:
        self.cleaned_data["code"] = codes.tidy(self.cleaned_data["code"])
        try:
            return super().clean_code()
        except ValidationError as error:
            if error.code != "incorrect_code":
                raise
            said = _("This is not the code that the app shows for this key. Write the next one.")
            raise ValidationError(said, code="incorrect_code") from error


class TurnOffForm(totp.DeactivateTOTPForm):
    """Asks for the password, and for a long one: from now on it stands alone."""

    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "dir": "ltr"}),
    )

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        adapter = get_account_adapter()
        if not adapter.reauthenticate(self.authenticator.user, password):
            raise adapter.validation_error("incorrect_password")
        if len(normal(password)) < ALONE:
            raise ValidationError(
                ngettext(
                    "Without a second factor a password needs at least %(least)d character. "
                    "Change your password first, then turn the second factor off.",
                    "Without a second factor a password needs at least %(least)d characters. "
                    "Change your password first, then turn the second factor off.",
                    ALONE,
                )
                % {"least": ALONE},
                code="password_too_short",
            )
        return password


class KeptForm(forms.Form):
    """Says that the recovery codes lie in a safe place."""

    kept = forms.BooleanField(
        label=_("I kept them"),
        help_text=_("On paper or in a password manager, not on the phone with the app."),
        error_messages={"required": _("Print or write down the codes, then tick this.")},
    )
