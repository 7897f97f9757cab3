"""A message that shows for a while after a fragment of a page was swapped."""

from typing import Literal

from django.http import HttpResponse
from django_htmx.http import trigger_client_event


def toast(response: HttpResponse, text: object, tone: Literal["ok", "info", "warning", "error"] = "ok") -> HttpResponse:
    """Send the message along with a fragment. A whole page says it with Django's messages instead."""
    trigger_client_event(response, "toast", {"text": str(text), "tone": tone})
    return response
