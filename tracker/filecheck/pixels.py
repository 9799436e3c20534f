"""How large a picture may be once a reader unpacks it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from .refusal import Refusal

# A camera's largest pictures pass; whoever opens them needs half a gigabyte at most.
MOST_PIXELS, LONGEST_SIDE = 120_000_000, 30_000


def refuse_flood(width: int, height: int) -> None:
    if not width or not height:
        raise Refusal(_("This picture has no width or no height: save it again."))
    if max(width, height) > LONGEST_SIDE or width * height > MOST_PIXELS:
        raise Refusal(
            _("This picture is %(width)d × %(height)d pixels: make it smaller and send it again."),
            width=width,
            height=height,
        )
