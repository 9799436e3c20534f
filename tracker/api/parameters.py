"""What the description says of each parameter. The filter sets' own labels are for people who read
a form."""

from __future__ import annotations

from typing import Any

from tracker.domain import workflow
from tracker.filters.values import ChoicesField, ListField
from tracker.models.snapshot import Dataset

SEVERAL = "One value, or several with commas between."
# More values than anybody reads in a sentence.
TOO_MANY = 30

IN_PATH = {
    "public_id": "The `id` of the row.",
    "code": "The `code` of the row.",
    "action": "The step to take.",
    "dataset": "The dataset of the file.",
}
KNOWN_IN_PATH = {"action": list(workflow.BY_ACTION), "dataset": Dataset.values}

FILTERS = {
    "addressed_to": "Whom the recommendation addresses.",
    "check": "What a reviewer said of the document.",
    "communique": "Code of a communiqué, such as `FPN-2022`.",
    "confidentiality": "Who may read it.",
    "confirmed": "`true` for answers that were confirmed in their cycle, `false` for the others.",
    "currency": "Code of a currency (ISO 4217), such as `KES`.",
    "cycle": "Code of a reporting cycle, such as `2026`.",
    "data_state": "Whether the amount is known, and if not, why.",
    "delivery": "How far the action was carried out.",
    "entry": "The `id` of an answer.",
    "form": "How the document is kept.",
    "framework": "Code of a framework, such as `un`; `/api/v1/frameworks/` lists them.",
    "has_evidence": "`true` for answers with a document that you may read, `false` for the others.",
    "indicator": "The `id` of an indicator.",
    "kind": "What kind it is.",
    "line": "The `id` of a budget line.",
    "listed_in": "Code of the communiqué that names the member, such as `FPN-2022`.",
    "member": "Code of a member, such as `KEN` or `org-au`; `/api/v1/members/` lists them.",
    "open": "`true` for comments that nobody answered or settled, `false` for the others.",
    "overdue": "`true` for reports whose day has passed, `false` for the others.",
    "period": "A year or a day that the period touches, such as `2026` or `2026-07-01`.",
    "pillar": "A pillar of the agenda.",
    "plan": "The `id` of a plan.",
    "published": "`true` for what is published to everybody, whoever asks; `false` or left out for "
    "all that you may read.",
    "ready": "`true` for what its contributor called ready, `false` for the others.",
    "recipient_kind": "Who receives the money.",
    "recommendation": "Code of a recommendation, such as `2022-08`.",
    "regional_group": "A regional group of the United Nations.",
    "report": "The `id` of a report.",
    "search": "Words that all have to occur, whatever their case and accents.",
    "stage": "How far the money has come.",
    "state": "The state it is in.",
    "status": "The status it has.",
    "theme": "Code of a theme, primary or secondary; `/api/v1/themes/` lists them.",
    "updated_since": "Rows changed, published or withdrawn since a day or a moment with its zone, "
    "such as `2026-03-01` or `2026-03-01T08:00:00Z`.",
    "year": "The year in which the fiscal period ends.",
}
# Where the same name means something else, by the label of the form.
MEANT = {
    "Kind of plan": "What kind its plan is.",
    "Level, or measured in": "The level of the indicator, or what it is measured in.",
    "Reported in": "Code of the cycle in which the money was reported, such as `2025`.",
    "Status of a measurement": "The status of one of its measurements that you may read.",
    "Status of the plan": "The status of its plan.",
}


def explained(parameter: dict[str, Any], filters: dict[str, Any]) -> dict[str, Any]:
    """A parameter with what is known of it and of its values; `filters` are those of the view."""
    name, given = parameter["name"], str(parameter.get("description") or "")
    if parameter["in"] == "path":
        return _in_path(parameter, name, given)
    if (found := filters.get(name)) is None:
        return parameter
    said = [MEANT.get(str(found.label)) or FILTERS.get(name, given)]
    if issubclass(found.field_class, ListField):
        known = found.extra["known"] if issubclass(found.field_class, ChoicesField) else ()
        if 0 < len(known) <= TOO_MANY:
            said.append(f"Of {', '.join(f'`{one}`' for one in known)}.")
        said.append(SEVERAL)
    return {**parameter, "description": " ".join(said)}


def _in_path(parameter: dict[str, Any], name: str, given: str) -> dict[str, Any]:
    said = {**parameter, "description": given or IN_PATH[name]}
    if name in KNOWN_IN_PATH:
        said["schema"] = {"type": "string", "enum": KNOWN_IN_PATH[name]}
    return said
