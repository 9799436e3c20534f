"""What all views of the API do alike: who calls, which parameters are known, how rows are shown,
paged, found and refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db.models import Exists, Max, OuterRef, QuerySet
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions
from rest_framework.generics import GenericAPIView
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from accounts.actor import Actor
from tracker import rules
from tracker.api.authentication import actor_of
from tracker.api.filtering import check_parameters
from tracker.api.pagination import Cursor, CursorWithWithdrawn, Tombstone
from tracker.api.preconditions import etag
from tracker.api.problems import Problem, not_found
from tracker.api.renderers import ByAcceptOnly
from tracker.api.schema import TrackerSchema
from tracker.domain.errors import require
from tracker.domain.sharing import note_reads
from tracker.enums import Confidentiality, Edition
from tracker.models.content import MemberContent
from tracker.queries.light import Light


class SeatToWrite(BasePermission):
    """Reading asks for nothing; writing for somebody with a seat and a token that may write."""

    def has_permission(self, request: Request, view: Any) -> bool:
        if request.method in SAFE_METHODS or request.method not in view.allowed_methods:
            return True
        if request.user is None:
            raise exceptions.NotAuthenticated(
                _("Sign in first: send the header “Authorization: Token <key>”.")
            )
        require(rules.may_write(actor_of(request)))
        return True


class ApiView(GenericAPIView):
    """A view of the API. `parameters` are the query parameters it knows beside its filters, `says`
    the headers that its GET answers with, beside the usual ones;
    `posts_to_a_version` says that its POST needs If-Match, too, `may_post_to_a_version` that it
    takes it."""

    metadata_class = None
    content_negotiation_class = ByAcceptOnly
    permission_classes = (SeatToWrite,)
    schema = TrackerSchema()
    parameters: frozenset[str] = frozenset()
    says: tuple[str, ...] = ()
    posts_to_a_version = False
    may_post_to_a_version = False

    @property
    def actor(self) -> Actor:
        return actor_of(self.request)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        check_parameters(request, self.known_parameters())

    def known_parameters(self) -> frozenset[str]:
        return self.parameters

    def options(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Which methods there are; nothing about anybody's rows."""
        return Response(status=204)

    def finalize_response(self, request: Request, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, *args, **kwargs)
        # What is withdrawn has to be gone at once, also from the caches between us.
        patch_cache_control(response, no_store=True, private=True)
        patch_vary_headers(response, ["Authorization", "Cookie"])
        return response

    def get_serializer_context(self) -> dict[str, Any]:
        return {"actor": self.actor} if self.request is not None else {}

    def show(self, row: Any) -> Serializer:
        return self.serializer_class(row, context=self.get_serializer_context())  # type: ignore[misc]

    def note(self, rows: Iterable[Any]) -> None:
        """Who is given restricted rows leaves a trace of it."""
        note_reads(self.actor, *[row for row in rows if isinstance(row, MemberContent | Light)])

    def answer(self, row: Any, status: int = 200, **headers: str) -> Response:
        """One row, with its version as ETag where the reader is told the version."""
        self.note([row])
        shown = self.show(row).data
        tags = etag(row) if shown.get("version") else {}
        return Response(shown, status=status, headers={**tags, **headers})


class ListView(ApiView):
    """A page of rows. `orderings` names what may be sorted by; `tie` breaks ties. `shown` are the
    paths of all that the serializer reads off a row, for lists that are long enough to be read
    without their models."""

    pagination_class = Cursor
    shown: tuple[str, ...] = ()
    orderings: Mapping[str, str] = {"code": "code"}
    default_ordering = "code"
    tie = "code"

    def known_parameters(self) -> frozenset[str]:
        if self.request.method not in SAFE_METHODS:
            return frozenset()
        filterset = getattr(self, "filterset_class", None)
        names = filterset.base_filters if filterset is not None else ()
        return frozenset({*names, *self.pagination_class.parameters})

    def get(self, request: Request) -> Response:
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        return self.get_paginated_response(self.show_page(page or []))

    def made(self, row: Any) -> Response:
        """A row that is new, and where it is: below its list."""
        place = f"{settings.PUBLIC_BASE_URL}{self.request.path}{row.public_id}/"
        return self.answer(row, 201, Location=place)

    def show_page(self, rows: list[Any]) -> list[dict[str, Any]]:
        self.note(rows)
        return self.serializer_class(  # type: ignore[misc]
            rows, many=True, context=self.get_serializer_context()
        ).data


class RowView(ApiView):
    """A view about one row, found by the code or the public id in the address."""

    lookup_field = "code"

    def found(self) -> Any:
        """The row, or the same 404 for what does not exist and for what a stranger may not see."""
        key = self.kwargs[self.lookup_field]
        row = self.get_queryset().filter(**{self.lookup_field: key}).first()
        if row is None:
            raise self.missing()
        return row

    def missing(self) -> Problem:
        return not_found()


class OneView(RowView):
    """One row to read."""

    def get(self, request: Request, **kwargs: Any) -> Response:
        return self.answer(self.found())


class Withdrawable:
    """Rows that are published and may be withdrawn again. The history knows which copies were
    there; a reader is told only of those that were open to them, by their id alone."""

    pagination_class = CursorWithWithdrawn
    moment = "updated_at"
    # Filters about whose a row was, never about what it said: name → path in the history.
    about: Mapping[str, str] = {"member": "member__code__in"}

    def gone(self) -> QuerySet:
        """Copies that were deleted and that no row visible to this reader follows; `at` says
        when."""
        view: Any = self
        model: Any = view.get_queryset().model
        classes = [Confidentiality.PUBLIC]
        if view.actor.is_signed_in:
            classes.append(Confidentiality.NETWORK)
        still_there = model.objects.visible_to(view.actor).filter(public_id=OuterRef("public_id"))
        return (
            model.pgh_event_model.objects.filter(
                pgh_label="delete", edition=Edition.PUBLISHED, confidentiality__in=classes
            )
            .exclude(Exists(still_there))
            .order_by()
        )

    def withdrawn(self) -> QuerySet | None:
        """`public_id` and `at` of what went since `updated_since`; None where nobody asked."""
        asked: Mapping[str, Any] = self.asked  # type: ignore[attr-defined]
        since = asked.get("updated_since")
        if since is None:
            return None
        whose = {path: asked[name] for name, path in self.about.items() if asked.get(name)}
        gone = self.gone().filter(**whose).values("public_id")
        return gone.annotate(at=Max("pgh_created_at")).filter(at__gte=since)

    def show_page(self, rows: list[Any]) -> list[dict[str, Any]]:
        shown = iter(super().show_page([r for r in rows if not isinstance(r, Tombstone)]))  # type: ignore[misc]
        return [
            {"id": str(row.public_id), "withdrawn": True}
            if isinstance(row, Tombstone)
            else next(shown)
            for row in rows
        ]

    def missing(self) -> Problem:
        view: Any = self
        if self.gone().filter(public_id=view.kwargs["public_id"]).exists():
            return Problem("withdrawn", _("Its member or the secretariat took this back."))
        return not_found()
