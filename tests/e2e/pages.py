"""Every page there is, who opens it in the demonstration world, and how heavy it may be. A new page
needs a row here: test_pages fails for a named page in none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

PUBLIC = ""
KENYA = "focalpoint@kenya.example"
KENYA_READS = "viewer@kenya.example"
TREASURY = "contributor@treasury.kenya.example"
NORWAY = "focalpoint@norway.example"
MOLDOVA = "focalpoint@moldova.example"
REVIEWER = "reviewer@secretariat.example"
MONITOR = "monitor@cso.example"
CO_CHAIR = "cochair@network.example"
ADMINISTRATOR = "admin@secretariat.example"

Places = Mapping[str, Any]


@dataclass(frozen=True)
class Row:
    """One page as one reader opens it. `args` takes the places of the world: its random ids."""

    route: str
    who: str = PUBLIC
    args: Callable[[Places], Mapping[str, Any]] = lambda places: {}
    query: str = ""
    status: int = 200
    most_kb: int = 40
    most_nodes: int = 1500

    def __str__(self) -> str:
        return f"{self.route}{self.query} as {self.who or 'the public'}"


def cycle(places: Places) -> dict[str, str]:
    return {"cycle": "2026"}


def entry(places: Places) -> dict[str, str]:
    return {"cycle": "2026", "code": "2022-08"}


def evidence(places: Places) -> dict[str, Any]:
    return {"public_id": places["evidence"]}


def plan(places: Places) -> dict[str, Any]:
    return {"public_id": places["plan"]}


def link(places: Places) -> dict[str, str]:
    return {"uidb36": "1", "key": "nothing"}


PAGES = [
    Row("account_login"),
    Row("account_logout", KENYA),
    Row("account_inactive"),
    Row("account_signup"),
    Row("account_reset_password"),
    Row("account_reset_password_done"),
    Row("account_reset_password_from_key", args=link),
    Row("account_reset_password_from_key_done"),
    Row("mfa_index", KENYA, most_nodes=1600),
    Row("account_change_password", KENYA),
    Row("tracker:account", MOLDOVA, most_nodes=1600),
    Row("account_reauthenticate", KENYA),
    Row("tracker:codes-kept", KENYA),
    Row("tracker:lost-codes"),
    Row("tracker:email-confirm", args=lambda p: {"key": "nothing"}),
    Row("tracker:second-factor-resets", REVIEWER),
    Row("tracker:start"),
    Row("tracker:start", CO_CHAIR),
    Row("tracker:recommendation-list"),
    Row("tracker:recommendation-list", query="?search=parliament"),
    Row("tracker:recommendation-detail", args=lambda p: {"code": "2022-08"}),
    Row("tracker:recommendation-detail", args=lambda p: {"code": "2023-01"}),
    Row("tracker:recommendation-detail", args=lambda p: {"code": "2099-01"}, status=404),
    Row("tracker:member-list"),
    Row("tracker:member-detail", args=lambda p: {"code": "KEN"}, most_nodes=2200),
    Row("tracker:member-detail", args=lambda p: {"code": "org-ecowas"}),
    Row("tracker:matrix", most_kb=60),
    Row("tracker:matrix", query="?regional_group=all", most_kb=60, most_nodes=6000),
    Row("tracker:money", most_nodes=2500),
    Row("tracker:money", query="?year=&member=KEN"),
    Row("tracker:export", most_nodes=1600),
    Row("tracker:export", KENYA, query="?dataset=budgets&member=KEN&cycle=2026"),
    Row("tracker:method"),
    Row("tracker:work", KENYA),
    Row("tracker:work", MOLDOVA),
    Row("tracker:work", TREASURY),
    Row("tracker:work", MONITOR),
    Row("tracker:view", MONITOR, lambda p: {"cycle": "2026", "code": "2022-09"}),
    Row("tracker:view", MONITOR, lambda p: {"cycle": "2026", "code": "2022-08"}),
    Row("tracker:view", MONITOR, lambda p: {"cycle": "2025", "code": "2022-08"}),
    Row("tracker:view-list", REVIEWER),
    Row("tracker:view-list", REVIEWER, query="?cycle=2024"),
    Row("tracker:view-take-back", MONITOR, lambda p: {"cycle": "2026", "code": "2022-09"}),
    Row(
        "tracker:member-detail",
        MONITOR,
        lambda p: {"code": "KEN"},
        query="?cycle=2025",
        most_nodes=2200,
    ),
    Row("tracker:inbox", KENYA),
    Row("tracker:mail-settings", KENYA, most_nodes=1600),
    Row("tracker:mail-stop", args=lambda p: {"key": p["stop"]}),
    Row("tracker:mail-stop", args=lambda p: {"key": "nothing"}, status=410),
    Row("tracker:mail-pause", args=lambda p: {"key": p["pause"]}),
    Row("tracker:log", KENYA, most_nodes=4000),
    Row("tracker:log", REVIEWER, most_nodes=4000),
    Row("tracker:log", ADMINISTRATOR, query="?kind=seat", most_nodes=4000),
    Row("tracker:keys", KENYA),
    Row("tracker:report", KENYA, cycle),
    Row("tracker:report", NORWAY, cycle),
    Row("tracker:entry", KENYA, entry),
    Row("tracker:entry", MOLDOVA, entry),
    Row("tracker:entry", KENYA_READS, entry),
    Row("tracker:entry", TREASURY, entry),
    Row("tracker:entry", TREASURY, lambda p: {"cycle": "2026", "code": "2023-08"}),
    Row("tracker:versions", KENYA, entry),
    Row("tracker:versions", KENYA, entry, query="?version=1"),
    Row("tracker:versions", KENYA_READS, entry),
    Row("tracker:ask", KENYA, cycle, query="?code=2022-01"),
    Row("tracker:asked", KENYA, lambda p: {"cycle": "2026", "public_id": p["asked"]}),
    Row("tracker:line", TREASURY, lambda p: {"cycle": "2026", "public_id": p["line"]}),
    Row("tracker:line-add", KENYA, entry),
    Row("tracker:line-change", KENYA, lambda p: {"cycle": "2026", "public_id": p["line"]}),
    Row("tracker:line-period", KENYA, lambda p: {"cycle": "2026", "public_id": p["line"]}),
    Row("tracker:line-remove", KENYA, lambda p: {"cycle": "2026", "public_id": p["line"]}),
    Row("tracker:figure", KENYA, lambda p: {"cycle": "2026", "public_id": p["figure"]}),
    Row("tracker:figure", KENYA_READS, lambda p: {"cycle": "2026", "public_id": p["figure"]}),
    Row("tracker:figure-remove", KENYA, lambda p: {"cycle": "2026", "public_id": p["figure"]}),
    Row("tracker:evidence-add", KENYA, entry),
    Row("tracker:evidence-change", KENYA, evidence),
    Row("tracker:evidence-remove", KENYA, evidence),
    Row("tracker:evidence-remove", NORWAY, evidence, status=404),
    Row("tracker:readers", KENYA, lambda p: {"kind": "document", "public_id": p["evidence"]}),
    Row("tracker:indicator-list", args=lambda p: {"code": "KEN"}),
    Row("tracker:indicator-list", KENYA, lambda p: {"code": "KEN"}),
    Row("tracker:indicator", args=lambda p: {"public_id": p["indicator"]}),
    Row("tracker:indicator", KENYA, lambda p: {"public_id": p["indicator"]}),
    Row("tracker:indicator-new", KENYA),
    Row("tracker:indicator-change", KENYA, lambda p: {"public_id": p["indicator"]}),
    Row("tracker:indicator-remove", KENYA, lambda p: {"public_id": p["indicator"]}),
    Row("tracker:measurement-add", KENYA, lambda p: {"public_id": p["indicator"]}),
    Row("tracker:measurement", KENYA, lambda p: {"public_id": p["measurement"]}),
    Row("tracker:measurement-remove", KENYA, lambda p: {"public_id": p["measurement"]}),
    Row("tracker:check", KENYA, cycle),
    Row("tracker:submitted", NORWAY, cycle),
    Row("tracker:submitted", NORWAY, cycle, query="?round=1"),
    Row("tracker:comments", MOLDOVA, cycle),
    Row("tracker:comments", MOLDOVA, cycle, query="?state=settled"),
    Row("tracker:review-queue", REVIEWER),
    Row("tracker:review-overview", REVIEWER),
    Row("tracker:review-overview", ADMINISTRATOR, query="?regional_group=african&state=draft"),
    Row("tracker:review-overview", CO_CHAIR),
    Row("tracker:review-reminders", REVIEWER),
    Row("tracker:review-reminders", ADMINISTRATOR, query="?state=failed"),
    Row("tracker:review-mail", ADMINISTRATOR, lambda p: {"public_id": p["mail"]}),
    Row("tracker:review-mail-again", ADMINISTRATOR, lambda p: {"public_id": p["mail"]}),
    Row("tracker:review-hold", ADMINISTRATOR),
    Row("tracker:review-release", ADMINISTRATOR, most_kb=80, most_nodes=3000),
    Row("tracker:review-send-now", REVIEWER, lambda p: {"code": "KEN"}),
    Row("tracker:review-overview-block", REVIEWER, lambda p: {"block": "silent"}),
    Row("tracker:review-overview-block", REVIEWER, lambda p: {"block": "stalled-members"}),
    Row("tracker:review-overview-block", ADMINISTRATOR, lambda p: {"block": "seats"}),
    Row("tracker:review-queue", REVIEWER, query="?state=all&hand=nobody&late=no"),
    Row("tracker:review-detail", REVIEWER, lambda p: {"member": "NOR", "cycle": "2026"}),
    Row(
        "tracker:review-detail",
        REVIEWER,
        lambda p: {"member": "NOR", "cycle": "2026"},
        query="?answer=2022-08&show=all&field=money",
    ),
    Row("tracker:review-detail", REVIEWER, lambda p: {"member": "MDA", "cycle": "2026"}),
    Row("tracker:invitation", args=lambda p: {"key": "nobody"}, status=410),
    Row("tracker:invitation", args=lambda p: {"key": p["invitation"]}),
    Row("tracker:invitation", KENYA, lambda p: {"key": p["invitation"]}),
    Row("tracker:team", KENYA),
    Row("tracker:team", MOLDOVA),
    Row("tracker:team-invite", KENYA),
    Row("tracker:hand-over", KENYA),
    Row("tracker:hand-over-note", MOLDOVA, lambda p: {"public_id": p["hand_over"]}),
    Row("tracker:seat-end", KENYA, lambda p: {"public_id": p["deputy"]}),
    Row("tracker:seat-delegate", KENYA, lambda p: {"public_id": p["deputy"]}),
    Row("tracker:manage", ADMINISTRATOR, most_nodes=2500),
    Row("tracker:manage", REVIEWER, query="?vacated=yes&frozen=no"),
    Row("tracker:manage-member", REVIEWER, lambda p: {"code": "MDA"}),
    Row("tracker:manage-member", ADMINISTRATOR, lambda p: {"code": "TTO"}),
    Row("tracker:manage-member", ADMINISTRATOR, lambda p: {"code": p["frozen"]}),
    Row("tracker:manage-invite", REVIEWER, lambda p: {"code": "KEN"}),
    Row("tracker:manage-freeze", REVIEWER, lambda p: {"code": "KEN"}),
    Row("tracker:manage-freeze", ADMINISTRATOR, lambda p: {"code": p["frozen"]}),
    Row(
        "tracker:seat-replace",
        REVIEWER,
        lambda p: {"code": "KEN", "public_id": p["focal_point"]},
    ),
    Row("tracker:manage-cycles", REVIEWER),
    Row("tracker:manage-cycle-new", REVIEWER),
    Row("tracker:manage-cycle", REVIEWER, cycle),
    Row("tracker:manage-cycle", ADMINISTRATOR, lambda p: {"cycle": "2024"}),
    Row("tracker:manage-cycle-dates", REVIEWER, cycle),
    Row("tracker:manage-cycle-window", REVIEWER, cycle),
    Row("tracker:manage-cycle-window", REVIEWER, lambda p: {"cycle": "2024"}),
    Row("tracker:manage-cycle-seal", REVIEWER, lambda p: {"cycle": "2025"}),
    Row("tracker:rates", REVIEWER),
    Row("tracker:manage-reminder-rules", REVIEWER),
    Row("tracker:manage-reminder-rule", REVIEWER, lambda p: {"code": "submission_due"}),
    Row("tracker:document-list", KENYA),
    Row("tracker:document-list", CO_CHAIR),
    Row("tracker:document-list", REVIEWER, query="?document=meeting_pack.docx&language=ar"),
    Row("tracker:snapshots"),
    Row("tracker:plan-list"),
    Row("tracker:plan-list", KENYA),
    Row("tracker:plan", args=lambda p: {"public_id": p["public_plan"]}),
    Row("tracker:plan", KENYA, plan),
    Row("tracker:plan-create", KENYA, most_kb=60),
    Row("tracker:plan-edit", KENYA, plan, most_kb=60),
    Row("tracker:plan-carry-over", KENYA, plan),
    Row("tracker:plan-remove", KENYA, plan),
    Row("tracker:plan-withdraw", KENYA, plan),
    Row("tracker:plan-document", KENYA, plan),
    Row("tracker:plan-document-remove", KENYA, plan),
    Row("tracker:action-add", KENYA, plan),
    Row("tracker:action-edit", KENYA, lambda p: {"public_id": p["action"]}),
    Row("tracker:action-remove", KENYA, lambda p: {"public_id": p["action"]}),
    Row("tracker:snapshot", args=lambda p: {"code": "2025-1"}),
    Row("tracker:manage-people", ADMINISTRATOR),
    Row("tracker:manage-people-invite", ADMINISTRATOR),
    Row("tracker:manage-reviewed", ADMINISTRATOR, lambda p: {"public_id": p["reviewer"]}),
]

# Named addresses that are no page to look at: files, and verbs that a form posts to.
NO_PAGE = {
    # Only of what was ordered: tests/tracker/web/test_documents.py looks at these.
    "tracker:document-jobs",
    "tracker:document-file",
    "tracker:document-retry",
    "tracker:document-remove",
    "tracker:member-report-pdf",
    "tracker:member-report-docx",
    "tracker:plan-offer",
    "tracker:money-undo",
    "tracker:plan-file",
    "tracker:log-csv",
    "tracker:work-calendar",
    # Leads to the list of the member.
    "tracker:indicators",
    "tracker:indicator-withdraw",
    "tracker:money-csv",
    "tracker:rates-csv",
    "tracker:amount",
    "tracker:autosave",
    "tracker:review-overview-csv",
    "tracker:review-reminders-csv",
    "tracker:evidence-file",
    "tracker:seat",
    "tracker:session-end",
    "tracker:sessions-end",
    "tracker:second-factor-move",
    # Only after a password or a code: tests/e2e/test_sign_in.py looks at these on its way.
    "mfa_authenticate",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "tracker:email-change",
    "tracker:ready",
    "tracker:view-hide",
    "tracker:report-move",
    "tracker:check-remark",
    "tracker:review-comment",
    "tracker:review-take",
    "tracker:review-evidence",
    # After a POST alone: tests/e2e/test_review.py looks at these on its way.
    "tracker:review-return",
    "tracker:review-bulk",
    "tracker:review-move",
    "tracker:invitation-answer",
    "tracker:invitation-change",
    "tracker:take-back",
}
