"""A further communiqué as a file, invented from first word to last. No meeting agreed it."""

from __future__ import annotations

import json
from typing import Any

NOTICE = "INVENTED FOR A TEST. No meeting of the Network agreed this text."


def recommendation(code: str, **other: Any) -> dict[str, Any]:
    return {
        "code": code,
        "printed_number": int(code[-2:]),
        "text": f"{NOTICE} What {code} asks for,\u00a0as appropriate.",
        "working_title": f"Invented {code}",
        "short_title": f"Invented {code}",
        "themes": ["budgets_financing"],
        "pillars": ["participation"],
        "addressed_to": ["member_state"],
        "elements": ["First part", "Second part"],
        **other,
    }


def communique(**other: Any) -> dict[str, Any]:
    """Two recommendations in one section, one call, five members listed."""
    return {
        "format": "communique/1",
        "note": NOTICE,
        "communique": {
            "code": "FPN-2024",
            "ordinal": 6,
            "title": f"6th MEETING. {NOTICE}",
            "starts_on": "2024-05-14",
            "ends_on": "2024-05-15",
            "date_line": "14-15 May 2024, Nowhere",
            "city": "Nowhere",
            "country": "KEN",
            "theme": NOTICE,
            "preamble": NOTICE,
            "closing": NOTICE,
            "secretariat": "UN Women",
        },
        "sections": [
            {
                "title": "Invented section",
                "short_title": "Invented",
                "recommendations": [
                    recommendation("2024-01"),
                    recommendation(
                        "2024-02",
                        addressed_to=["member_state", "regional_organization"],
                        related=[{"earlier": "2023-08", "reason": "invented"}],
                    ),
                ],
            }
        ],
        "calls": [
            {
                "kind": "closing_call",
                "text": NOTICE,
                "working_title": "Invented call",
                "addressed_to": ["member_state"],
            }
        ],
        "listed": ["Argentina", "Kenya", "the Republic of Moldova", "Norway", "the African Union"],
        "co_chairs": ["Kenya", "Norway"],
        "hosts": ["Kenya"],
        **other,
    }


def raw(said: Any) -> bytes:
    return json.dumps(said, ensure_ascii=False).encode()
