"""Exchange rates: the secretariat enters each with its day and source, and nobody changes one."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tracker import rules
from tracker.domain import rates as verbs
from tracker.domain.errors import require
from tracker.exports import provenance
from tracker.exports import rates as export
from tracker.forms.rates import RateForm
from tracker.models import ExchangeRate
from tracker.web.doors import actor_of, put_errors, working

# The page shows the latest; the file has all of them.
MOST_ROWS = 200


@working
@require_http_methods(["GET", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """GET: the rates, and the form of a new one. POST: enters it."""
    actor = actor_of(request)
    require(rules.may_manage(actor))
    form = RateForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        require(rules.may_enter_rate(actor))
        if form.is_valid():
            try:
                row = verbs.enter(actor, **form.cleaned_data)
            except ValidationError as error:
                put_errors(form, error)
            else:
                said = {"from": row.from_currency, "to": row.to_currency}
                messages.success(request, _("The rate of %(from)s in %(to)s is entered.") % said)
                return redirect("tracker:rates")
    rows = ExchangeRate.objects.select_related("entered_by__member").order_by("-on", "-id")
    named = {
        "form": form,
        "rates": list(rows[:MOST_ROWS]),
        "may_enter": bool(rules.may_enter_rate(actor)),
        "has_errors": bool(form.errors),
    }
    return render(request, "manage/rates.html", named, status=400 if form.errors else 200)


@working
@require_safe
def download(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """All rates as CSV."""
    actor = actor_of(request)
    require(rules.may_manage(actor))
    said = provenance.headers("rates", actor, {})
    said["Content-Disposition"] = 'attachment; filename="rates.csv"'
    body = export.stream(ExchangeRate.objects.all())
    return StreamingHttpResponse(body, content_type="text/csv; charset=utf-8", headers=said)
