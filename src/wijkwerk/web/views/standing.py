"""Pages that stand by themselves: management, accessibility, contact, errors, what machines ask for."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from django.contrib.staticfiles import finders
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs, open_to_all
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.outbox import operations as outbox
from wijkwerk.foundation.tenancy import scope
from wijkwerk.web.entries import pages_for
from wijkwerk.web.management_pages import GROUPS


@needs(Permission.SETTINGS_MANAGE)
def manage(request: HttpRequest) -> HttpResponse:
    """Everything that an administrator keeps, on one page."""
    return render(request, "web/manage.html", {"groups": pages_for(policy.actor_of(request), GROUPS)})


@open_to_all
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "web/accessibility.html")


@open_to_all
def contact(request: HttpRequest) -> HttpResponse:
    return render(request, "web/contact.html")


@open_to_all
def service_worker(request: HttpRequest) -> HttpResponse:
    """The script that lets the report form open without network. At the root, so that it may serve every page."""
    path = finders.find("built/sw.js")
    if path is None:
        raise Http404
    content = Path(path).read_bytes()
    return HttpResponse(content, content_type="text/javascript", headers={"Cache-Control": "no-cache"})


@open_to_all
def logo(request: HttpRequest) -> HttpResponse | FileResponse:
    """The municipality's own logo."""
    own = scope.current()
    if not own.logo or not default_storage.exists(own.logo):
        raise Http404
    return FileResponse(default_storage.open(own.logo), headers={"Cache-Control": "public, max-age=300"})


@open_to_all
def security_txt(request: HttpRequest) -> HttpResponse:
    own = scope.current()
    lines = [
        f"Contact: mailto:{own.mail_address}"
        if own.mail_address
        else f"Contact: {outbox.absolute(reverse('contact'))}",
        f"Expires: {(clock.now() + timedelta(days=180)).strftime('%Y-%m-%dT00:00:00Z')}",
        "Preferred-Languages: nl, en",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@open_to_all
def robots_txt(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", "Disallow: /melding/", "Disallow: /melden/", "Disallow: /toegang/", "Disallow: /zoeken/"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@open_to_all
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page was open too long, or cookies are off."""
    return render(request, "403_csrf.html", {"reason": _("De pagina was te lang open.")}, status=403)
