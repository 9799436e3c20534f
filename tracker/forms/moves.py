"""What is said with a move of a report: the submitter's statement, a message, a reason, a date."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tracker.calendars import working_day
from tracker.models import Report

from .fields import DateField, LongTextField

DAYS_TO_ANSWER = 14


class MoveForm(forms.Form):
    """The words that go with one action. The verb judges them; this form only reads them."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for asked in self.fields.values():
            # The verb says what is missing, in words that fit the action.
            asked.needed_sometimes = True  # type: ignore[attr-defined]

    @classmethod
    def suggested(cls, report: Report) -> dict[str, Any]:
        """What the form says before anybody writes."""
        return {}

    def said(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class SubmitForm(MoveForm):
    """The statement of who submits."""

    agreed = forms.BooleanField(
        label=_("The competent authority of my member agrees to this submission"), required=False
    )


class MessageForm(MoveForm):
    """A clearing officer's words with a draft that goes back."""

    message = LongTextField(label=_("What should be changed"), most=2000, rows=4, required=False)


class ReasonForm(MoveForm):
    """Why a published report is withdrawn."""

    reason = LongTextField(label=_("Reason"), most=2000, rows=3, required=False)


class ReturnForm(MoveForm):
    """A reviewer's message with a returned report, and the day by which the answers are due."""

    message = LongTextField(
        label=_("Message to the focal point"), most=2000, rows=4, required=False
    )
    due_on = DateField(label=_("Answers due on"), required=False)

    @classmethod
    def suggested(cls, report: Report) -> dict[str, Any]:
        """A day two weeks ahead, off the member's weekend."""
        ahead = report.today() + dt.timedelta(days=DAYS_TO_ANSWER)
        return {"due_on": working_day(ahead, report.member.weekend)}


class ReopenForm(MoveForm):
    """Why an accepted or published report is opened again, and until when."""

    reason = LongTextField(label=_("Reason"), most=2000, rows=3, required=False)
    due_on = DateField(label=_("Due on"), required=False)


FORMS: dict[str, type[MoveForm]] = {
    "submit": SubmitForm,
    "send_back": MessageForm,
    "withdraw": ReasonForm,
    "return": ReturnForm,
    "reopen": ReopenForm,
}


def form_for(action: str) -> type[MoveForm]:
    """The form of an action; most need nothing but the version that was looked at."""
    return FORMS.get(action, MoveForm)
