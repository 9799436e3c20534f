"""The dataset `budgets`: one flat row for each figure, with what is known of its line. An amount
that is not reported is empty, never 0; an empty flag means that nobody said."""

from __future__ import annotations

from django.db.models import Case, QuerySet, TextField, Value, When
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from tracker.enums import (
    BudgetStage,
    CommitmentOrigin,
    Confidentiality,
    DataState,
    FigureQuality,
    FundingSource,
    GenderMarker,
    RecipientKind,
)
from tracker.iati import TRANSACTION_TYPES
from tracker.models import Action, Evidence

from .columns import Columns, amount, code, day, flag, money, text
from .common import (
    class_column,
    cycle_column,
    end_columns,
    id_column,
    id_of,
    member_columns,
    recommendation_columns,
    shared,
)


def exportable(rows: QuerySet) -> QuerySet:
    return (
        shared(rows)
        .exclude(line__confidentiality=Confidentiality.RESTRICTED)
        .order_by(
            "report__cycle__code",
            "member__code",
            "line__recommendation__code",
            "line__public_id",
            "period_start",
            "currency",
            "stage",
        )
    )


def columns(actor: Actor) -> Columns:
    """Name → column, in the order of the file. Names and order are public: add at the end only."""
    return {
        "id": id_column(),
        "line": code("line__public_id", _("Public id of the line of money.")),
        **member_columns(),
        "cycle": cycle_column(),
        **recommendation_columns("line__recommendation"),
        "title": text("line__title", _("What the line pays for.")),
        "body": text("line__body", _("Who carries it out.")),
        "source": code("line__source", _("Where the money comes from."), FundingSource),
        "commitment_origin": code(
            "line__commitment_origin", _("What promised it."), CommitmentOrigin
        ),
        "is_dedicated": flag("line__is_dedicated", _("Is it for this alone?")),
        "share_percent": amount(
            "line__share_percent", _("Per cent of a larger amount that is meant.")
        ),
        "recipient_kind": code("line__recipient_kind", _("Who receives it."), RecipientKind),
        "women_led": flag("line__women_led", _("Is the recipient led by women?")),
        "flexible": flag("line__flexible", _("May the recipient choose what for?")),
        "multi_year": flag("line__multi_year", _("Is it for several years?")),
        "gender_marker": code(
            "line__gender_marker", _("Gender equality policy marker of the OECD."), GenderMarker
        ),
        "action": code(
            id_of(Action, "line__action", actor), _("Action of a plan that it pays for.")
        ),
        "stage": code("stage", _("Stage of money. Stages are never added."), BudgetStage),
        "period_start": day("period_start", _("First day of the fiscal period.")),
        "period_end": day("period_end", _("Last day of the fiscal period.")),
        "amount": money(
            "amount", "currency", _("In units of the currency; empty where it is not reported.")
        ),
        "currency": code("currency", _("ISO 4217. Currencies are never added.")),
        "data_state": code("data_state", _("Is the amount reported, and if not, why?"), DataState),
        "as_of": day("as_of", _("The day the figure is from.")),
        "quality": code("quality", _("How sure it is."), FigureQuality),
        "evidence": code(id_of(Evidence, "evidence", actor), _("Document the figure is from.")),
        "page_pin": text("page_pin", _("Page in it.")),
        "confidentiality": class_column(),
        **end_columns(),
        "iati_transaction_type": code(
            _transaction_type(), _("Code of IATI, version 2.03; empty where it has none.")
        ),
    }


def _transaction_type() -> Case:
    known = [
        When(stage=stage, then=Value(number))
        for stage, number in TRANSACTION_TYPES.items()
        if number
    ]
    return Case(*known, default=Value(None), output_field=TextField())
