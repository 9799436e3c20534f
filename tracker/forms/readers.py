"""Who is named for a row that is for named people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Appointment
from tracker.wording import alone


def described(seat: Appointment) -> str:
    """A seat as a choice: the role, its title or the Network, and the person."""
    place = seat.title or (seat.member.display_name if seat.member else _("The Network"))
    return _("%(role)s, %(place)s: %(name)s") % {
        "role": seat.get_role_display(),
        "place": alone(place),
        "name": alone(seat.user.name),
    }


class ReadersForm(forms.Form):
    """Ticks beside the people who can be named. No tick: the focal point and the deputy alone."""

    named_readers = forms.MultipleChoiceField(
        label=_("Besides the focal point and the deputy, also"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, seats: Sequence[Appointment], named: Sequence[Appointment], data: Any = None
    ) -> None:
        super().__init__(data, initial={"named_readers": [str(s.public_id) for s in named]})
        self.seats = {str(seat.public_id): seat for seat in seats}
        field = self.fields["named_readers"]
        field.choices = [(key, described(s)) for key, s in self.seats.items()]  # type: ignore[attr-defined]
        field.needed_sometimes = True  # type: ignore[attr-defined]

    def chosen(self) -> list[Appointment]:
        return [self.seats[key] for key in self.cleaned_data["named_readers"]]
