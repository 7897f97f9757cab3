"""What an administrator sets up: scales, subjects with their aspects and pictures, what happens by itself."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wijkwerk.domain.inspections.forms import settings as forms
from wijkwerk.domain.inspections.models import Aspect, ReferencePicture, Scale, ScaleKind, Season, Subject
from wijkwerk.domain.inspections.operations import scales as operations
from wijkwerk.domain.inspections.queries import findings as finding_queries
from wijkwerk.domain.inspections.queries import walks as queries
from wijkwerk.domain.inspections.views import shared
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.files import serving
from wijkwerk.foundation.kit import pages
from wijkwerk.foundation.kit.refusals import refusals_shown_in


def _here() -> str:
    return reverse("inspections:settings")


def _page(
    request: HttpRequest, form: Any, *, title: str, submit: str, back: str = "", back_title: str = "", **context: Any
) -> HttpResponse:
    return shared.page(
        request,
        form,
        title=title,
        submit=submit,
        back=back or _here(),
        back_title=back_title or _("Schouw instellen"),
        **context,
    )


@needs(Permission.SETTINGS_MANAGE)
def settings(request: HttpRequest) -> HttpResponse:
    """Scales, subjects and what happens by itself."""
    own = finding_queries.settings()
    form = forms.SettingsForm(
        request.POST or None, initial={"makes_signals": own.makes_signals, "days_to_answer": own.days_to_answer}
    )
    if request.method == "POST" and form.is_valid():
        operations.change_settings(**form.cleaned_data, **policy.deed(request))
        return redirect(_here())
    return render(
        request,
        "inspections/settings.html",
        {"form": form, "scales": [_whole(each) for each in queries.scales()], "subjects": queries.subjects()},
    )


def _whole(scale: Scale) -> tuple[Scale, list[Any], Any]:
    levels = list(scale.levels.all())
    return scale, levels, next((level for level in levels if level.value == scale.norm), None)


@needs(Permission.SETTINGS_MANAGE)
@require_POST
def usual_scales(request: HttpRequest) -> HttpResponse:
    return pages.press(
        request,
        lambda: operations.make_usual_scales(**policy.deed(request)),
        to=_here(),
        words=_("De drie gebruikelijke schalen staan klaar."),
    )


@needs(Permission.SETTINGS_MANAGE)
def make_scale(request: HttpRequest) -> HttpResponse:
    form = forms.ScaleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            values = form.cleaned_data | {"kind": ScaleKind(form.cleaned_data["kind"])}
            operations.make_scale(**values, **policy.deed(request))
            return redirect(_here())
    return _page(request, form, title=_("Nieuwe schaal"), submit=_("Maak de schaal"))


@needs(Permission.SETTINGS_MANAGE, find=queries.scale)
def change_scale(request: HttpRequest, scale: Scale) -> HttpResponse:
    """A change is a new version: what was walked with this one keeps it."""
    form = forms.LevelsForm(request.POST or None, scale=scale)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            operations.change_scale(scale, **form.cleaned_data, **policy.deed(request))
            return redirect(_here())
    return _page(
        request,
        form,
        title=_("De schaal %(scale)s wijzigen") % {"scale": scale},
        submit=_("Maak de nieuwe versie"),
        lead=_(
            "Dit wordt een nieuwe versie. Schouwen die al gelopen zijn, houden de oude. "
            "Cijfers van voor en na de wijziging vergelijken wij niet."
        ),
    )


@needs(Permission.SETTINGS_MANAGE, find=queries.scale)
@require_POST
def end_scale(request: HttpRequest, scale: Scale) -> HttpResponse:
    return pages.press(
        request,
        lambda: operations.end_scale(scale, **policy.deed(request)),
        to=_here(),
        words=_("Deze schaal is niet meer te kiezen."),
    )


@needs(Permission.SETTINGS_MANAGE)
def make_subject(request: HttpRequest) -> HttpResponse:
    form = forms.SubjectForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            made = operations.make_subject(**form.cleaned_data, **policy.deed(request))
            return redirect("inspections:subject", made.pk)
    return _page(request, form, title=_("Nieuw onderwerp"), submit=_("Maak het onderwerp"))


@needs(Permission.SETTINGS_MANAGE, find=queries.subject)
def subject(request: HttpRequest, subject: Subject) -> HttpResponse:
    """A subject with its aspects and their pictures."""
    form = forms.ChangeSubjectForm(request.POST or None, initial={"name": subject.name, "is_active": subject.is_active})
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            operations.change_subject(subject, **form.cleaned_data, **policy.deed(request))
            return redirect("inspections:subject", subject.pk)
    aspects = subject.aspects.prefetch_related("pictures__photo", "pictures__level__scale").order_by("name")
    return render(request, "inspections/subject.html", {"subject": subject, "aspects": aspects, "form": form})


def _subject_page(request: HttpRequest, subject: Subject, form: Any, *, title: str, submit: str) -> HttpResponse:
    return _page(
        request,
        form,
        title=title,
        submit=submit,
        back=reverse("inspections:subject", args=[subject.pk]),
        back_title=subject.name,
    )


@needs(Permission.SETTINGS_MANAGE, find=queries.subject)
def make_aspect(request: HttpRequest, subject: Subject) -> HttpResponse:
    form = forms.AspectForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            values = form.cleaned_data | {"season": Season(form.cleaned_data["season"])}
            operations.make_aspect(subject, **values, **policy.deed(request))
            return redirect("inspections:subject", subject.pk)
    return _subject_page(request, subject, form, title=_("Nieuw aspect"), submit=_("Maak het aspect"))


@needs(Permission.SETTINGS_MANAGE, find=queries.aspect)
def change_aspect(request: HttpRequest, aspect: Aspect) -> HttpResponse:
    initial = {name: getattr(aspect, name) for name in ("name", "looks_at", "season", "is_active")}
    form = forms.ChangeAspectForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            values = form.cleaned_data | {"season": Season(form.cleaned_data["season"])}
            operations.change_aspect(aspect, **values, **policy.deed(request))
            return redirect("inspections:subject", aspect.subject_id)
    return _subject_page(request, aspect.subject, form, title=_("Aspect wijzigen"), submit=_("Bewaar"))


@needs(Permission.SETTINGS_MANAGE, find=queries.aspect)
def keep_picture(request: HttpRequest, aspect: Aspect) -> HttpResponse:
    """What a level of this aspect looks like here."""
    form = forms.PictureForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            operations.keep_picture(aspect, **form.cleaned_data, **policy.deed(request))
            return redirect("inspections:subject", aspect.subject_id)
    title = _("Voorbeeldfoto van %(aspect)s") % {"aspect": aspect.name}
    return _subject_page(request, aspect.subject, form, title=title, submit=_("Bewaar de foto"))


@needs(Permission.SETTINGS_MANAGE, find=queries.reference_picture)
@require_POST
def remove_picture(request: HttpRequest, picture: ReferencePicture) -> HttpResponse:
    subject_id = picture.aspect.subject_id
    return pages.press(
        request,
        lambda: operations.remove_picture(picture, **policy.deed(request)),
        to=reverse("inspections:subject", args=[subject_id]),
        words=_("De voorbeeldfoto is weg."),
    )


@needs(Permission.INSPECTION_VIEW, find=queries.reference_picture)
def reference_picture(request: HttpRequest, picture: ReferencePicture) -> HttpResponse:
    """For everybody. The size is the last part of the address."""
    size = serving.size_named(request.path.rstrip("/").rsplit("/", 1)[-1])
    return serving.photo_response(picture.photo, size, request=request)
