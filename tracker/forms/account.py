"""The forms of signing in and of a new password: allauth's checks, our labels and hints."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _


def _shape(field: forms.Field, label: Any, hint: Any = "", **attrs: str) -> None:
    """A placeholder repeats the label and vanishes while typing: there is none."""
    field.label, field.help_text = label, hint
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attrs)


def _shape_email(field: forms.Field) -> None:
    _shape(field, _("E-mail"), autocomplete="username", spellcheck="false", dir="ltr")


class SignInForm(allauth.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _shape_email(self.fields["login"])
        hint = _("Pasting and password managers work here.")
        _shape(self.fields["password"], _("Password"), hint, dir="ltr")


class ForgottenPasswordForm(allauth.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _shape_email(self.fields["email"])


def _least() -> int:
    """The shortest password that the validators of the settings let through."""
    options = [v.get("OPTIONS", {}) for v in settings.AUTH_PASSWORD_VALIDATORS]
    return max(o.get("min_length", 0) for o in options)


class NewPasswordForm(allauth.ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hint = _("At least %(least)s characters. A few words that only you would put together.")
        _shape(self.fields["password1"], _("New password"), hint % {"least": _least()}, dir="ltr")
        _shape(self.fields["password2"], _("The same password again"), dir="ltr")
