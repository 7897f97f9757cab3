"""At the door: who is this? The actor of the request is the person of this account in this municipality."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from wijkwerk.foundation.access import policy


class ActorMiddleware:
    """Sets `request.actor`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = policy.VISITOR  # type: ignore[attr-defined]
        return self.get_response(request)
