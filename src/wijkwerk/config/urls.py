"""The switchboard of addresses: each room hangs its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("wijkwerk.api.urls")),  # first: asked most, and the others need not be looked through
    path("", include("wijkwerk.web.urls")),
    path("", include("wijkwerk.web.settings_pages.urls")),
    path("", include("wijkwerk.web.jobs.urls")),
    path("", include("wijkwerk.domain.insights.urls")),
    path("", include("wijkwerk.domain.meetings.urls")),
    path("", include("wijkwerk.domain.budgets.urls")),
    path("", include("wijkwerk.domain.plans.urls")),
    path("", include("wijkwerk.domain.workshop.urls")),
    path("", include("wijkwerk.domain.inspections.urls")),
    path("", include("wijkwerk.domain.facilities.urls")),
    path("", include("wijkwerk.domain.signals.urls")),
    path("", include("wijkwerk.domain.thread.urls")),
    path("", include("wijkwerk.domain.people.urls")),
    path("toegang/", include("wijkwerk.domain.people.urls_sign_in")),
    path("voorbeeld/", include("wijkwerk.domain.people.urls_example")),
    path("", include("wijkwerk.domain.areas.urls")),
    path("", include("wijkwerk.foundation.outbox.urls")),
    path("", include("wijkwerk.foundation.privacy.urls")),
]
handler429 = "wijkwerk.domain.people.views.accounts.too_often"  # asked for by allauth
