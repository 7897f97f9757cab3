"""What everybody may see of what became of the money: checked, and with the consent of who sent it, for as long."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wijkwerk.domain.budgets.models import StoryPhoto
from wijkwerk.domain.budgets.queries import justifications as queries
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.files import serving
from wijkwerk.foundation.kit import paging

SHOWN = 20


@needs(Permission.INITIATIVE_VIEW)
def stories(request: HttpRequest) -> HttpResponse:
    """What became of the money: the newest first."""
    page = paging.page(queries.published(), after=request.GET.get("na", ""), order=("-published_at", "-id"), size=SHOWN)
    rows = [queries.public_story(each) for each in page.rows]
    return render(request, "budgets/justifications/stories.html", {"stories": rows, "page": page})


def _photo_in(photo_id: int, size: str) -> tuple[StoryPhoto, str]:
    return queries.public_photo(photo_id), size


@needs(Permission.INITIATIVE_VIEW, find=_photo_in)
def public_photo(request: HttpRequest, found: tuple[StoryPhoto, str]) -> HttpResponse:
    """A photo that is public at this moment. No cache between may keep it: consent can be taken back."""
    photo, size = found
    answer = serving.photo_response(photo.photo, serving.size_named(size), request=request)
    answer["Cache-Control"] = "private, no-cache"
    return answer
