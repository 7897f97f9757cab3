"""The switchboard of addresses: each room hangs its own."""

import importlib

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = []
for _prefix, _urls in [
    ("", "wijkwerk.web.urls"),
    ("", "wijkwerk.api.urls"),
    ("", "wijkwerk.domain.plans.urls"),
    ("", "wijkwerk.domain.signals.urls"),
    ("", "wijkwerk.domain.thread.urls"),
    ("", "wijkwerk.domain.people.urls"),
    ("toegang/", "wijkwerk.domain.people.urls_sign_in"),
    ("voorbeeld/", "wijkwerk.domain.people.urls_example"),
    ("", "wijkwerk.domain.areas.urls"),
    ("", "wijkwerk.foundation.outbox.urls"),
    ("", "wijkwerk.foundation.privacy.urls"),
    ("", "wijkwerk.web.settings_pages.urls"),
    ("", "wijkwerk.web.jobs.urls"),
]:
    try:
        importlib.import_module(_urls)
    except ImportError as _missing:  # while the house is being built
        print("not yet:", _urls, _missing)
    else:
        urlpatterns.append(path(_prefix, include(_urls)))
handler500 = "django.views.defaults.server_error"
handler429 = "wijkwerk.domain.people.views.accounts.too_often"  # asked for by allauth
