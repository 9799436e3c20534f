"""The forms of an invitation: offering a seat, and taking it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import get_default_password_validators
from django.utils.functional import Promise
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import Appointment, HandOver, Invitation, Member
from tracker.queries.alphabet import by_name

from .widgets import Options

ROLE_HINTS = {
    Role.FOCAL_POINT: _("Answers for the member, submits and releases its reports."),
    Role.DEPUTY: _("Edits and invites as the focal point does; submits while it is delegated."),
    Role.CONTRIBUTOR: _("Writes the answers it is asked for, and sees no others."),
    Role.CLEARING_OFFICER: _(
        "Clears a report before it is submitted. While somebody holds this seat, every report "
        "needs it."
    ),
    Role.VIEWER: _("Reads everything of the member and writes nothing."),
    Role.CIVIL_SOCIETY_MONITOR: _(
        "Speaks for civil society beside the member and sees no drafts. Who it is, only the seat "
        "that invites and the secretariat know."
    ),
    Role.REVIEWER: _("Reads and returns the reports of the members it is assigned to."),
    Role.CO_CHAIR: _("Reads what members share with the Network."),
    Role.ADMINISTRATOR: _("Manages members, seats and mail. Reads no drafts."),
}


def languages() -> list[tuple[str, str]]:
    """The languages the tracker is offered in, each by its own name."""
    return [(code, get_language_info(code)["name_local"]) for code, _name in settings.LANGUAGES]


def email_box() -> forms.EmailInput:
    return forms.EmailInput({"dir": "ltr", "spellcheck": "false", "autocomplete": "off"})


def language_field(hint: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Language of the mail"), help_text=hint, choices=languages)


class InviteForm(forms.Form):
    """Whom to invite to which seat. The verb judges; this form only reads."""

    role = forms.ChoiceField(
        label=_("Which seat?"),
        error_messages={"required": _("Choose a seat.")},
        widget=Options(hints=ROLE_HINTS),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("The link goes there, and only the owner of this address can accept."),
        error_messages={
            "required": _("Write the address the invitation goes to."),
            "invalid": _("Write an e-mail address such as name@ministry.example."),
        },
        widget=email_box(),
    )
    name = forms.CharField(
        label=_("Name"),
        help_text=_("The invited person can correct it. Your team and the secretariat see it."),
        required=False,
        max_length=120,
        widget=forms.TextInput({"dir": "auto", "autocomplete": "off"}),
    )
    title = forms.CharField(
        label=_("Title or office"),
        help_text=_("For example “Ministry of Finance”. Your team and the secretariat see it."),
        required=False,
        max_length=160,
        widget=forms.TextInput({"dir": "auto", "autocomplete": "off"}),
    )
    language = language_field(_("The invited person can choose another one."))

    def __init__(self, roles: Iterable[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(r, Role(r).label) for r in roles]  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("name", "title", "language")}


class ReviewedField(forms.ModelMultipleChoiceField):
    """Members of the Network, in the reader's alphabet."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            queryset=Member.objects.all(),
            to_field_name="code",
            required=False,
            widget=forms.CheckboxSelectMultiple,
            **kwargs,
        )

    def label_from_instance(self, member: Member) -> str:
        return member.display_name

    def in_order(self) -> ReviewedField:
        self.choices = [(m.code, m.display_name) for m in by_name(Member.objects.all())]
        return self


class NetworkInviteForm(InviteForm):
    """An invitation to a seat of the Network itself."""

    reviews = ReviewedField(
        label=_("Members of a reviewer"),
        help_text=_("Only for reviewers: whose reports they read. It can be changed later."),
    )

    def __init__(self, roles: Iterable[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(roles, *args, **kwargs)
        self.fields["reviews"].in_order()  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        return {**super().facts(), "reviews": list(self.cleaned_data["reviews"])}


class ReviewedForm(forms.Form):
    """The members that a reviewer looks after."""

    members = ReviewedField(
        label=_("Members"), help_text=_("The reviewer reads what these members submit.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["members"].in_order()  # type: ignore[attr-defined]


def _least() -> int:
    """The shortest password that the validators let through."""
    return max(getattr(v, "min_length", 0) for v in get_default_password_validators())


class AcceptForm(forms.Form):
    """A new person's name, language and password. The address is the invitation's and stays."""

    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("You sign in with this address."),
        required=False,
        widget=forms.EmailInput({"readonly": True, "autocomplete": "username", "dir": "ltr"}),
    )
    name = forms.CharField(
        label=_("Your name"),
        help_text=_("Your team and the secretariat see it. It is never public."),
        max_length=120,
        error_messages={"required": _("Write your name.")},
        widget=forms.TextInput({"dir": "auto", "autocomplete": "name"}),
    )
    language = forms.ChoiceField(
        label=_("Language"), help_text=_("For the pages and the mail."), choices=languages
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        error_messages={"required": _("Choose a password.")},
        widget=forms.PasswordInput({"autocomplete": "new-password", "dir": "ltr"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hint = _(
            "At least %(least)s characters: a few words that only you would put together. Pasting "
            "and password managers work here."
        )
        self.fields["email"].needed_sometimes = True  # type: ignore[attr-defined]
        self.fields["password"].help_text = hint % {"least": _least()}


def said_of(existing: Any) -> str | Promise:
    """Why an address is not invited twice."""
    if isinstance(existing, Appointment):
        return _("This address holds this seat already.")
    if isinstance(existing, HandOver):
        return _("This seat is handed over already.")
    assert isinstance(existing, Invitation)
    return _("This address is invited to this seat already. Send that invitation again.")
