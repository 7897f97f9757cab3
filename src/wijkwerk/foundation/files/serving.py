"""A photo as an answer. There is no address here: the room that has the photo serves it, behind its own guard."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from wijkwerk.foundation.files import store
from wijkwerk.foundation.files.models import Photo
from wijkwerk.foundation.files.store import Size


def size_named(word: str) -> Size:
    """The size that an address names; any other word is no address of ours."""
    sizes: dict[str, Size] = {"small": "small", "large": "large"}
    if word not in sizes:
        raise Http404
    return sizes[word]


def photo_response(photo: Photo, size: Size = "large", *, request: HttpRequest | None = None) -> HttpResponse:
    """The photo for one browser alone, never for a cache between.

    With the request, an empty answer when the browser has it already.

    Put `photo.version` in the address: a photo that was blacked out is then never shown as it was.
    """
    try:
        answer = HttpResponse(store.read(photo, size), content_type="image/jpeg")
    except FileNotFoundError:
        raise Http404 from None
    answer["Content-Disposition"] = f'inline; filename="foto-{str(photo.pk)[:8]}-{size}.jpg"'
    answer["ETag"] = f'"{photo.pk}-{photo.version}-{size}"'
    answer["Cache-Control"] = "private, max-age=86400"
    answer["X-Content-Type-Options"] = "nosniff"
    if request is None:
        return answer
    return get_conditional_response(request, etag=answer["ETag"], response=answer) or answer
