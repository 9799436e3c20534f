"""The forms of signing in and of a new password: allauth's checks, our labels and hints."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts import passwords


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


class ResetLinkForm(allauth.UserTokenForm):
    """A link of a closed account is as dead as one that was used."""

    def _get_user(self, uidb36: str) -> Any:
        user = super()._get_user(uidb36)
        return user if user is not None and user.is_active else None


def _shape_new(form: forms.Form, user: Any) -> None:
    hint = _("At least %(least)s characters. A few words that only you would put together.")
    least = {"least": passwords.least_for(user)}
    _shape(form.fields["password1"], _("New password"), hint % least, dir="ltr")
    _shape(form.fields["password2"], _("The same password again"), dir="ltr")
    form.fields["password1"].user = user  # type: ignore[attr-defined]


class NewPasswordForm(allauth.ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _shape_new(self, self.user)


class ChangePasswordForm(allauth.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _shape(self.fields["oldpassword"], _("Your password now"), dir="ltr")
        _shape_new(self, self.user)


class PasswordAgainForm(allauth.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _shape(self.fields["password"], _("Password"), dir="ltr")
