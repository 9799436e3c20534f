"""The document of a plan as a file: add or replace it, take it away, send it to its readers."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tracker import rules
from tracker.domain import plan_documents as verbs
from tracker.domain.errors import require
from tracker.domain.sharing import note_reads
from tracker.exports.files import sent
from tracker.forms.upload import FileForm
from tracker.web.doors import actor_of, put_errors, working
from tracker.web.risks import warn_of_file

from .plans import own_plan, plan_to_read, version_of


@working
@require_http_methods(["GET", "POST"])
def attach(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The file of a plan, in the place of the one that it had."""
    actor = actor_of(request)
    plan = own_plan(actor, public_id)
    require(rules.may_edit_plans(actor, plan.member))
    note_reads(actor, plan)
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = FileForm(*given, initial={"version": plan.version})
    if form.is_bound and form.is_valid():
        try:
            said = form.cleaned_data
            plan = verbs.attach(actor, plan, said["version"], said["file"])
        except ValidationError as error:
            put_errors(form, error)
        else:
            warn_of_file(request, plan)
            messages.success(request, _("The document is added."))
            return redirect("tracker:plan", plan.public_id)
    named = {"plan": plan, "form": form, "title": _("The document"), "has_errors": form.is_bound}
    status = 400 if form.is_bound else 200
    return render(request, "plans/document.html", named, status=status)


@working
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """GET asks, POST takes the file away."""
    actor = actor_of(request)
    plan = own_plan(actor, public_id)
    require(rules.may_edit_plans(actor, plan.member))
    note_reads(actor, plan)
    if request.method == "POST":
        verbs.remove(actor, plan, version_of(request))
        messages.success(request, _("The document is removed."))
        return redirect("tracker:plan", plan.public_id)
    named = {"plan": plan, "title": _("Remove the document?")}
    return render(request, "plans/document_remove.html", named)


@require_safe
def file(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The file as an attachment: the working one or the cleaned copy, as the reader reads the
    plan."""
    actor = actor_of(request)
    plan = plan_to_read(actor, public_id)
    if not plan.file:
        raise Http404
    try:
        response = sent(plan)
    except FileNotFoundError as error:
        raise Http404 from error
    note_reads(actor, plan)
    return response
