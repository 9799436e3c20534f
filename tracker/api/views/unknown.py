from __future__ import annotations

from typing import Any, NoReturn

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from tracker.api.problems import not_found

from .base import ApiView


@extend_schema(exclude=True)
class Unknown(ApiView):
    """Any other address below /api/v1/: a problem document like all refusals."""

    permission_classes = ()

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> NoReturn:
        super(ApiView, self).initial(request, *args, **kwargs)
        raise not_found(request.path)
