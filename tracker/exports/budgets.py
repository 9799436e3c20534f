"""The dataset `budgets`: one flat row for each figure, with what is known of its line."""

from __future__ import annotations

from django.db.models import OuterRef, QuerySet, Subquery, TextField
from django.db.models.expressions import Expression
from django.db.models.functions import Cast

from accounts.actor import Actor
from tracker.enums import Confidentiality
from tracker.models import Action, Evidence

from .csv import Columns, moment, plain, text


def exportable(rows: QuerySet) -> QuerySet:
    """Restricted money leaves this house in no file, whoever asks."""
    shared = rows.exclude(confidentiality=Confidentiality.RESTRICTED)
    return shared.exclude(line__confidentiality=Confidentiality.RESTRICTED).order_by(
        "report__cycle__code",
        "member__code",
        "line__recommendation__code",
        "line__public_id",
        "period_start",
        "currency",
        "stage",
    )


def columns(actor: Actor) -> Columns:
    """Name → value, in the order of the file. Names and order are public: add at the end only. An
    amount that is not reported is empty, never 0; an empty flag means that nobody said."""
    return {
        "id": plain("public_id"),
        "line": plain("line__public_id"),
        "member": plain("member__code"),
        "member_name": text("member__name"),
        "member_kind": plain("member__kind"),
        "regional_group": plain("member__regional_group"),
        "cycle": text("report__cycle__code"),
        "recommendation": plain("line__recommendation__code"),
        "communique": plain("line__recommendation__communique__code"),
        "working_title": text("line__recommendation__working_title"),
        "title": text("line__title"),
        "body": text("line__body"),
        "source": plain("line__source"),
        "commitment_origin": plain("line__commitment_origin"),
        "is_dedicated": plain("line__is_dedicated"),
        "share_percent": plain("line__share_percent"),
        "recipient_kind": plain("line__recipient_kind"),
        "women_led": plain("line__women_led"),
        "flexible": plain("line__flexible"),
        "multi_year": plain("line__multi_year"),
        "gender_marker": plain("line__gender_marker"),
        "action": _id_of(Action, "line__action", actor),
        "stage": plain("stage"),
        "period_start": plain("period_start"),
        "period_end": plain("period_end"),
        "amount": plain("amount"),
        "currency": plain("currency"),
        "data_state": plain("data_state"),
        "as_of": plain("as_of"),
        "quality": plain("quality"),
        "evidence": _id_of(Evidence, "evidence", actor),
        "page_pin": text("page_pin"),
        "confidentiality": plain("confidentiality"),
        "version": plain("version"),
        "updated_at": moment("updated_at"),
    }


def _id_of(model: type[Action] | type[Evidence], path: str, actor: Actor) -> Expression:
    """The public id of what is named, where the reader sees it."""
    seen = model.objects.visible_to(actor).exclude(confidentiality=Confidentiality.RESTRICTED)
    found = seen.filter(pk=OuterRef(path)).values("public_id")
    return Cast(Subquery(found[:1]), TextField())
