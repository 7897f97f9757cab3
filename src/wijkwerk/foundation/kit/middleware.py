"""At the door of every address: what no address of ours holds."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse


class NoNullMiddleware:
    """An address with the character NUL is not found: no text has it, and PostgreSQL does not even let one ask."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise Http404
        return self.get_response(request)
