"""Documents: add, change, remove, and send the file to those who may read it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actor import Actor
from recommendations.models import Element
from tracker import rules
from tracker.domain import evidence as verbs
from tracker.domain.errors import require
from tracker.domain.sharing import note_reads
from tracker.enums import Confidentiality
from tracker.enums import EvidenceForm as Form
from tracker.exports.files import sent
from tracker.forms.evidence import EvidenceForm
from tracker.models import Evidence, ProgressEntry, Report
from tracker.web.doors import (
    actor_of,
    own_entries,
    own_entry,
    own_evidence,
    own_report,
    put_errors,
    working,
)
from tracker.web.risks import warn_of_file, warn_of_traces

# As many as anybody scrolls through.
MOST_OLDER = 200
TITLES = {
    Form.LINK: gettext_lazy("Add a link"),
    Form.FILE: gettext_lazy("Add a file"),
    Form.HELD: gettext_lazy("Add a document you hold"),
}


@working
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, cycle: str, code: str) -> HttpResponse:
    """One document for one answer. A refused file leaves every other word in its field."""
    actor = actor_of(request)
    report = own_report(actor, cycle)
    entry = own_entry(actor, report, code)
    require(rules.may_edit_entry(actor, entry))
    kind = request.GET.get("form", Form.LINK)
    if kind not in Form.values:
        raise Http404
    form = EvidenceForm(
        kind,
        entry.member,
        [entry.recommendation],
        list(entry.recommendation.elements.all()),
        request.POST or None,
        request.FILES or None,
        may_share=bool(rules.may_share(actor, entry)),
        initial={"language": entry.language, "confidentiality": entry.confidentiality},
        others=_others(actor, report, [entry]),
        older=_older(actor, report.member_id),
    )
    if request.method == "POST" and form.is_valid():
        facts, file = {**form.facts(), "form": kind}, form.cleaned_data.get("file")
        try:
            added = verbs.add(actor, [entry, *form.serves()], facts, file)
        except ValidationError as error:
            put_errors(form, error)
        else:
            messages.success(request, _("The document is added."))
            if added.file:
                warn_of_file(request, added)
            warn_of_traces(request, _words(added))
            return redirect(_back(entry))
    return _page(request, form, entry, Form(kind))


@working
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What is said of a document; its link may change, its file stays."""
    actor = actor_of(request)
    document = own_evidence(actor, public_id)
    require(rules.may_edit_evidence(actor, document))
    note_reads(actor, document)
    entries = _entries(actor, document)
    form = EvidenceForm(
        document.form,
        document.member,
        [entry.recommendation for entry in entries],
        list(Element.objects.filter(recommendation__in=[e.recommendation_id for e in entries])),
        request.POST or None,
        evidence=document,
        may_share=bool(rules.may_share(actor, document)),
        others=_others(actor, entries[0].report, entries),
        older=_older(actor, document.member_id, document),
    )
    if request.method == "POST" and form.is_valid():
        said = request.POST.get("version", "")
        known = int(said) if said.isdecimal() else 0
        try:
            verbs.change(actor, document, known, form.facts(), form.serves())
        except ValidationError as error:
            put_errors(form, error)
        else:
            messages.success(request, _("The document is changed."))
            warn_of_traces(request, _words(document))
            return redirect(_back(entries[0]))
    return _page(request, form, entries[0], Form(document.form), document)


@working
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """GET asks, POST takes the document away from every answer it serves."""
    actor = actor_of(request)
    document = own_evidence(actor, public_id)
    require(rules.may_edit_evidence(actor, document))
    note_reads(actor, document)
    entries = _entries(actor, document)
    if request.method == "POST":
        known = request.POST.get("version", "")
        verbs.remove(actor, document, int(known) if known.isdecimal() else 0)
        messages.success(request, _("The document is removed."))
        return redirect(_back(entries[0]))
    named = {"document": document, "entries": entries, "back": _back(entries[0])}
    return render(request, "report/evidence_remove.html", named)


@require_safe
def file(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The file itself, as an attachment. Who may not read the document finds nothing."""
    actor = actor_of(request)
    document = (
        Evidence.objects.visible_to(actor).filter(public_id=public_id, form=Form.FILE).first()
    )
    if document is None or not document.file:
        raise Http404
    try:
        response = sent(document)
    except FileNotFoundError as error:
        raise Http404 from error
    note_reads(actor, document)
    return response


def _page(
    request: HttpRequest,
    form: EvidenceForm,
    entry: ProgressEntry,
    kind: Form,
    document: Evidence | None = None,
) -> HttpResponse:
    named = {
        "form": form,
        "entry": entry,
        "document": document,
        "may_share": bool(rules.may_share(actor_of(request), entry)),
        "title": _("Change the document") if document else TITLES[kind],
        "back": _back(entry),
        "is_file": "file" in form.fields,
    }
    status = 400 if form.is_bound else 200
    return render(request, "report/evidence_form.html", named, status=status)


def _entries(actor: Actor, document: Evidence) -> list[ProgressEntry]:
    """The answers a document serves that the actor may read, newest cycle first: the way back."""
    entries = list(
        document.entries.visible_to(actor)
        .filter(edition="working")
        .select_related("recommendation", "report__cycle", "member")
        .order_by("-report__cycle__meeting_on", "recommendation__code")
    )
    if not entries:
        raise Http404
    return entries


def _words(document: Evidence) -> list[str]:
    said = (document.title, document.issued_by, document.file_name, document.relevance)
    return [*said, document.consent_basis]


def _others(actor: Actor, report: Report, served: list[ProgressEntry]) -> list[ProgressEntry]:
    """The further answers of the report that the actor may write."""
    keys = {entry.pk for entry in served}
    return [
        entry
        for entry in own_entries(actor, report)
        if entry.pk not in keys and rules.may_edit_entry(actor, entry)
    ]


def _older(actor: Actor, member_id: int, document: Evidence | None = None) -> list[Evidence]:
    """What a document may replace: the other documents of its member, newest first. Those for
    named people stand in no list of titles."""
    rows = Evidence.objects.visible_to(actor).filter(member=member_id, edition="working")
    rows = rows.exclude(confidentiality=Confidentiality.RESTRICTED)
    return list(rows.exclude(pk=document.pk if document else None)[:MOST_OLDER])


def _back(entry: ProgressEntry) -> str:
    url = reverse("tracker:entry", args=[entry.report.cycle.code, entry.recommendation.code])
    return f"{url}#evidence"
