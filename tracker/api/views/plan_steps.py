"""What is done with a whole plan: its file, its withdrawal, and the way into the next one."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.http import FileResponse
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import SAFE_METHODS
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from tracker import rules
from tracker.api.answer_headers import OF_A_FILE
from tracker.api.bodies import read_body
from tracker.api.idempotency import idempotent
from tracker.api.parsers import MultipartParser
from tracker.api.preconditions import required_version
from tracker.api.problems import pointer, wrong, wrong_value
from tracker.api.renderers import AnythingRenderer
from tracker.api.serializers.plans import (
    CarryOverBody,
    PlanFileBody,
    PlanSerializer,
    WithdrawalBody,
)
from tracker.domain import carrying_over
from tracker.domain import plan_documents as document_verbs
from tracker.domain import plans as verbs
from tracker.domain.errors import require

from .base import RowView
from .evidence import file_of
from .own import require_own_row
from .plans import REFUSAL, Plans


class PlanFile(Plans, RowView):
    """The document of a plan, where it is a file."""

    lookup_field = "public_id"
    says = OF_A_FILE
    parser_classes = (MultipartParser,)

    def get_renderers(self) -> list[BaseRenderer]:
        """A file goes out as whatever it is; every other answer is JSON."""
        if self.request is not None and self.request.method in SAFE_METHODS:
            return [AnythingRenderer()]
        return super().get_renderers()

    @extend_schema(responses={(200, "*/*"): OpenApiTypes.BINARY})
    def get(self, request: Request, public_id: Any) -> FileResponse:
        """The file as it was sent; of a published plan its cleaned copy."""
        return file_of(self)

    @extend_schema(request={"multipart/form-data": PlanFileBody}, responses=PlanSerializer)
    def put(self, request: Request, public_id: Any) -> Response:
        """Sends the document of a plan, in the place of the one that it had."""
        row = self.found()
        version = required_version(request, row)
        # Asked first: nobody's file is looked through for nothing.
        require_own_row(self.actor, row, REFUSAL)
        require(rules.may_edit_plans(self.actor, row.member))
        said = read_body(request, PlanFileBody)
        document_verbs.attach(self.actor, row, version, said["file"])
        return self.answer(self.found())

    @extend_schema(responses={204: None})
    def delete(self, request: Request, public_id: Any) -> Response:
        """Takes the file away. A published copy stays until the next publication."""
        row = self.found()
        version = required_version(request, row)
        require_own_row(self.actor, row, REFUSAL)
        document_verbs.remove(self.actor, row, version)
        return Response(status=204)


class PlanWithdrawal(Plans, RowView):
    """Takes the published copy of a plan away at once."""

    lookup_field = "public_id"

    @extend_schema(request=WithdrawalBody, responses={200: PlanSerializer, 204: None})
    @idempotent
    def post(self, request: Request, public_id: Any) -> Response:
        """Withdraws a plan with its actions: the member's focal point and deputy, its reviewers."""
        row = self.found()
        facts = read_body(request, WithdrawalBody)
        verbs.withdraw(self.actor, row, row.version, facts["reason"])
        left = self.get_queryset().filter(public_id=public_id).first()
        # Who read nothing but the published copy has nothing left to read.
        return Response(status=204) if left is None else self.answer(left)


class PlanCarryOver(Plans, RowView):
    """What becomes of the actions of the plan before."""

    lookup_field = "public_id"
    posts_to_a_version = True

    @extend_schema(request=CarryOverBody, responses=PlanSerializer)
    @idempotent
    def post(self, request: Request, public_id: Any) -> Response:
        """Carries the open actions of the plan before over into this one: each is kept, merged or
        dropped. All of it or nothing."""
        row = self.found()
        version = required_version(request, row)
        said = read_body(request, CarryOverBody)
        require_own_row(self.actor, row, REFUSAL)
        require(rules.may_edit_plans(self.actor, row.member))
        decisions, places = _decisions(said["decisions"])
        try:
            carrying_over.carry_over(
                self.actor, row, version, decisions, supersede=bool(said.get("supersede"))
            )
        except ValidationError as error:
            raise wrong(_named(error, places)) from error
        return self.answer(self.found())


Places = dict[uuid.UUID, int]


def _decisions(said: Sequence[dict[str, Any]]) -> tuple[carrying_over.Decisions, Places]:
    """The decisions by action, and where each stands in the list."""
    decisions, places, errors = {}, {}, []
    for place, one in enumerate(said):
        action, into = _id(one["action"]), _id(one.get("into", ""))
        if action is None or action in places:
            known = _("Write the id of an action of the plan before, each once.")
            errors.append(wrong_value(pointer("decisions", place, "action"), known))
            continue
        places[action] = place
        decisions[action] = carrying_over.Decision(one["fate"], into, one.get("reason", ""))
    if errors:
        raise wrong(errors)
    return decisions, places


def _id(said: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(said)
    except ValueError:
        return None


def _named(error: ValidationError, places: Places) -> list[dict[str, Any]]:
    """A verb's refusal by the places of the body; an action that the list lacks, by its id."""
    errors = []
    for name, messages in error.message_dict.items():
        field, _minus, key = name.partition("-")
        place = places.get(uuid.UUID(key)) if key else None
        if place is None:
            errors.append(wrong_value(pointer("decisions"), f"{key}: {messages[0]}"))
        else:
            errors.append(wrong_value(pointer("decisions", place, field), str(messages[0])))
    return errors
