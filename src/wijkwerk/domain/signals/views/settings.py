"""For administrators: the subjects of signals, and who takes up what where."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wijkwerk.domain.signals import queries
from wijkwerk.domain.signals.forms.staff import CategoryForm, RuleForm
from wijkwerk.domain.signals.models import Category, RoutingRule
from wijkwerk.domain.signals.operations import keeping
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.components import Column, Table, badge, link
from wijkwerk.foundation.kit.refusals import refusals_shown_in
from wijkwerk.foundation.tenancy import scope

CATEGORY_FIELDS = ("name", "group", "guidance", "trade", "answer_within", "order", "is_active")


@needs(Permission.CATEGORY_MANAGE)
def categories(request: HttpRequest) -> HttpResponse:
    """All subjects, and all rules."""
    days = scope.current().answer_within
    columns: list[Column[Category]] = [
        Column(
            _("Onderwerp"),
            lambda category: link(reverse("signals:category", args=[category.pk]), category.name),
            main=True,
        ),
        Column(_("Groep"), lambda category: category.group or "–"),
        Column(_("Vak"), lambda category: category.trade or "–"),
        Column(
            _("Termijn"),
            lambda category: _("%(days)s werkdagen") % {"days": category.answer_within or days},
        ),
        Column(
            _("Te kiezen"),
            lambda category: badge(_("ja"), "ok") if category.is_active else badge(_("nee"), "neutral"),
        ),
    ]
    table = Table(columns, queries.all_categories(), caption=_("Onderwerpen"), empty=_("Er zijn nog geen onderwerpen."))
    return render(
        request, "signals/staff/categories.html", {"table": table, "rules": queries.routing_rules(), "days": days}
    )


@needs(Permission.CATEGORY_MANAGE)
def new_category(request: HttpRequest) -> HttpResponse:
    return _category_page(request, None)


@needs(Permission.CATEGORY_MANAGE, find=queries.category)
def category(request: HttpRequest, category: Category) -> HttpResponse:
    return _category_page(request, category)


def _category_page(request: HttpRequest, category: Category | None) -> HttpResponse:
    initial = {name: getattr(category, name) for name in CATEGORY_FIELDS} if category else {}
    form = CategoryForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            kept = keeping.set_category(category, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            messages.success(request, _("Het onderwerp “%(name)s” is bewaard.") % {"name": kept.name})
            return redirect("signals:categories")
    return render(
        request,
        "signals/staff/category.html",
        {"form": form, "category": category},
        status=422 if form.errors and request.htmx else 200,  # type: ignore[attr-defined]
    )


@needs(Permission.CATEGORY_MANAGE)
def new_rule(request: HttpRequest) -> HttpResponse:
    """Who takes up a subject in an area."""
    form = RuleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            keeping.set_rule(**form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            messages.success(request, _("De verdeelregel is bewaard. Hij geldt voor nieuwe signalen."))
            return redirect("signals:categories")
    return render(
        request,
        "signals/staff/rule.html",
        {"form": form},
        status=422 if form.errors and request.htmx else 200,  # type: ignore[attr-defined]
    )


@needs(Permission.CATEGORY_MANAGE, find=queries.routing_rule)
@require_POST
def drop_rule(request: HttpRequest, rule: RoutingRule) -> HttpResponse:
    keeping.drop_rule(rule, by=policy.actor_of(request), at=clock.now())
    messages.success(request, _("De verdeelregel is weg."))
    return redirect("signals:categories")
