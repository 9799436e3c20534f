"""The buttons of the workflow: what a report can be moved to, by whom, and what is said with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from tracker.domain import workflow
from tracker.domain.errors import IllegalMove, require
from tracker.forms.moves import MoveForm, form_for
from tracker.models import Report

Done = TypeVar("Done")

# What happens, said beside each button.
WHAT_HAPPENS: dict[str, Promise] = {
    "send_for_clearance": _(
        "The clearing officer of your member reads the draft, clears it or sends it back."
    ),
    "clear": _("The focal point may then submit the report. An edit after that voids it."),
    "send_back": _("The report goes back to the focal point with your message."),
    "submit": _("The secretariat’s reviewer reads it next. You cannot edit it meanwhile."),
    "return": _("The answers with comments open again; all others stay closed."),
    "accept": _(
        "Accept means complete, understandable and safe to share. It is not agreement with the "
        "self-assessment."
    ),
    "release": _(
        "The secretariat may then publish the answers that you marked for the Network or for "
        "everyone. All others stay inside. You can withdraw them at any time."
    ),
    "publish": _("The answers that the member released are shown from now on."),
    "withdraw": _(
        "All published answers, documents and figures of this report disappear at once from "
        "pages, API and exports."
    ),
    "reopen": _("All answers open again for the focal point, with a date of their own."),
}


@dataclass(frozen=True)
class Offer:
    """One action this person can take now, with its form and what it does. `errors` holds what
    concerns the report rather than one of the form's fields."""

    action: str
    label: str | Promise
    form: MoveForm
    what_happens: str | Promise
    errors: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class Refusal:
    """An action that starts from here, but not for this person, and why."""

    action: str
    label: str | Promise
    reason: str | Promise


def offers(actor: Actor, report: Report, tried: Offer | None = None) -> list[Offer]:
    """What this person can do with the report now; a refused try stands in its place with its
    reasons and its words."""
    found = []
    for move in workflow.moves(actor, report):
        if not move.answer:
            continue
        if tried is not None and tried.action == move.action:
            found.append(tried)
        else:
            form = _form(move.action, report)
            found.append(Offer(move.action, move.label, form, WHAT_HAPPENS[move.action]))
    return found


def refusals(actor: Actor, report: Report, among: Iterable[str]) -> list[Refusal]:
    """Why this person cannot take some of the actions that start from here."""
    return [
        Refusal(move.action, move.label, getattr(move.answer, "reason", ""))
        for move in workflow.moves(actor, report)
        if not move.answer and move.action in among
    ]


def take(request: HttpRequest, actor: Actor, report: Report) -> Offer | None:
    """Takes the action that was posted. None when it is done; else the offer with what is wrong.

    Raises NotAllowed, IllegalMove and Conflict.
    """
    action = request.POST.get("action", "")
    tried, done = try_out(request, actor, report, action, workflow.perform)
    return tried if done is None else None


def try_out(
    request: HttpRequest,
    actor: Actor,
    report: Report,
    action: str,
    verb: Callable[..., Done],
) -> tuple[Offer, Done | None]:
    """Gives a verb what was posted with an action. The offer as it was posted, and what the verb
    answers; None where the offer says what is wrong. Raises as `take`."""
    transition = workflow.BY_ACTION.get(action)
    if transition is None:
        raise IllegalMove(_("There is no such action."))
    require(transition.rule(actor, report))
    if report.state not in transition.sources:
        raise IllegalMove(_("The report is not where this starts any more."))
    form = _form(action, report, request)
    errors: list[str] = []
    done = None
    if form.is_valid():
        try:
            done = verb(actor, report, action, form.cleaned_data["version"], **form.said())
        except ValidationError as error:
            errors = _put(form, error)
    return Offer(action, transition.label, form, WHAT_HAPPENS[action], tuple(errors)), done


def _form(action: str, report: Report, request: HttpRequest | None = None) -> MoveForm:
    kind = form_for(action)
    return kind(
        request.POST if request is not None else None,
        initial={"version": report.version, **kind.suggested(report)},
        auto_id=f"id_{action}_%s",
    )


def _put(form: MoveForm, error: ValidationError) -> list[str]:
    """Under the field it names, else above the form, with the code of the answer before it."""
    said = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    others = []
    for name, texts in said.items():
        if name in form.fields:
            form.add_error(name, texts)
        else:
            about = f"{name}: " if name[:1].isdigit() else ""
            others += [f"{about}{text}" for text in texts]
    for text in others:
        form.add_error(None, text)
    return others
