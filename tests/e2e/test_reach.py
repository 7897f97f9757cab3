"""Every page can be come to by following links; what is no page stands here, with the reason."""

import inspect
from functools import partial

import pytest
from django.urls import URLPattern, get_resolver, resolve

from tests.e2e.test_every_page import PEOPLE, addresses_for, seeds_for

# specialist, partner, residents' body; the coordinator of the area with a workshop and a covenant
OTHERS = ["Aisha Belmahi", "Fatma Yıldırım", "Nynke Dorenbos", "Marit Hoekzema"]
WAYS_IN = {
    "werkplaats/",
    "mijn-werk/",
    "jaarplanning/",
    "aanvragen/<int:pk>/verantwoording/",
}  # they send on to a page of the one place that somebody works at
NO_PAGES = {
    "for machines": (
        "api/", "open311/", "sw.js", "robots.txt", ".well-known/", "logo/", "balie/wachtrij/", ".ics", ".webmanifest",
        "insturen/", "lotingen/", ".csv", ".pdf", ".odt", "tabellen/<str:kind>/", ".xml", ".pb", "/pdf/",
        "/besluit/brief/", "aanvraag/<str:key>/besluit/",
    ),
    "photos": (
        "fotos/<int:photo_id>/<str:size>", "fotos/<int:photo_pk>/<str:size>", "foto/<int:version>",
        "rondes/plekken/<int:pk>/foto/", "schouwen/fotos/", "schouwen/voorbeelden/",
        "<int:photo_id>/<str:size>", "<int:photo>/<str:size>", "<int:number>/<str:size>", "<int:receipt_id>/<str:size>",
        "initiatieven/beheer/<int:pk>/fotos/",
    ),
    "parts of a page that scripts fetch": (
        "balie/melden/lijkt-op/", "gebieden/adressen/", "melden/dichtbij/", "melden/onderhoud/",
    ),
    "deeds, by POST alone": (
        "weg/", "stoppen/", "terug/", "intrekken/", "opnieuw/", "gedaan/", "logo/", "overal-uitloggen/", "vergeet-mij/",
        "voortgang/", "stand/", "losmaken/", "niet-openbaar/", "notitie/", "oppakken/", "uit-thema/", "heropenen/",
        "eruit/", "bewaar/", "schouw/<str:key>/punt/<int:number>/",
        "verantwoording/bewaren/", "/inleveren/", "/openbaar/<str:reply>/", "niets-openbaar/", "invoeren/bewaren/",
        "/link/", "/genoeg/", "/uit-elkaar/",
        "bijeenkomsten/reeks/<int:pk>/<slug:on>/aanmeldingen/", "doorgeven/", "voorbeeld/<int:person_id>/",
    ),
    "signing in, held by tests of its own": ("toegang/",),
    "for another than who decided before, held by tests of its own": ("bezwaren/<int:pk>/beslissen/",),
    "there only after a deed": (
        "balie/briefje/", "beheer/gebieden/inlezen/<int:pk>/", "beheer/koppelingen/<int:pk>/", "uitnodigen/",
        "beheer/werk/<int:job_id>/", "geholpen/<str:reply>/", "afdrukken/", "voorbeeld/post/<str:key>/", "afronden/",
        "veilig/", "meegeven/", "toch/", "/bedankt/", "/uitreiken/", "toekenningen/<int:number>/verdelen/",
        "potten/<int:pk>/sparen/", "budgetverantwoordingen/", "waardering/jury/<str:key>/<int:number>/",
        "waardering/mijn-jury/",
    ),
}  # fmt: skip


def routes(patterns, before=""):
    """Every address that can be asked for; a view that takes nothing but a POST is a deed, and no page."""
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            view = pattern.callback.func if isinstance(pattern.callback, partial) else pattern.callback
            if "@require_POST" not in inspect.getsource(inspect.unwrap(view)):
                yield before + str(pattern.pattern)
        else:
            yield from routes(pattern.url_patterns, before + str(pattern.pattern))


def is_no_page(route):
    return route in WAYS_IN or any(part in route for parts in NO_PAGES.values() for part in parts)


@pytest.mark.long
@pytest.mark.engine("postgresql", because="on SQLite the pages are walked to be looked at, in a real browser")
def test_every_page_is_reached_by_somebody(example, session_of):
    reached = set()
    for role, name in [*PEOPLE.items(), *((name, name) for name in OTHERS)]:
        reached |= {
            resolve(address.split("?")[0]).route for address in addresses_for(session_of(name), seeds_for(role))
        }
    assert sorted(r for r in set(routes(get_resolver().url_patterns)) - reached if not is_no_page(r)) == []
