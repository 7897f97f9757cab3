"""Every address has a guard: it names a permission, or stands on the list of open addresses."""

from collections.abc import Iterator
from inspect import getclosurevars, isfunction

from django.urls import URLPattern, URLResolver, get_resolver, path
from ninja import NinjaAPI
from ninja.operation import PathView

from tests.house import plan
from wijkwerk.foundation.access.guard import Guard, needs, open_to_all
from wijkwerk.foundation.access.permissions import Permission

# Packages that guard their own pages, and how.
GUARDED_BY_THEMSELVES = {
    "allauth": "signing in and what belongs to one's own account: each page asks for the account itself",
    "ninja": "the description of the API, open to all as the national rules ask",
}

# Addresses without a permission, and why; one that ends in … stands for all that begin so.
OPEN = {
    "": "the start page shows everybody what is for them",
    "zoeken/": "finds for everybody what they may see",
    "toegankelijkheid/": "the statement that the law asks for",
    "contact/": "how to reach the municipality",
    "hulp/": "the handbook, for everybody",
    "hulp/<slug:name>/": "the handbook, for everybody",
    "logo/": "the municipality's own picture",
    "sw.js": "the script that keeps a draft when the network is gone",
    "robots.txt": "for machines that read the web",
    "api/<path:rest>": "says to machines in their form that there is nothing here",
    "open311/<path:rest>": "says to machines in their form that there is nothing here",
    ".well-known/security.txt": "how to report a weak spot",
    "melden/dichtbij/": "what was reported near by, from what is public",
    "toegang/…": "signing in, and one's own account: each page asks for the account itself",
    "voorbeeld/…": "the example's people and its letterbox, which are not there elsewhere",
    "perceel/<str:key>/": "answers the offer of a plot: the address holds a secret key, the page no name",
    "privacy/": "what we keep about people",
    "privacy/register/": "what we keep about people, line by line",
}


def addresses(patterns, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        address = f"{before}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, address)
        else:
            yield address, pattern


def views_of(callback) -> list:
    """The functions that answer at an address; an address of the API has one for each method."""
    behind = getclosurevars(callback).nonlocals.get("self") if isfunction(callback) else None
    operations = behind.operations if isinstance(behind, PathView) else []
    return [operation.view_func for operation in operations] or [callback]


def is_of_a_package(view) -> bool:
    module = getattr(getattr(view, "func", view), "__module__", "")
    return module.split(".")[0] in GUARDED_BY_THEMSELVES


def unguarded(patterns) -> list[str]:
    return [
        f"{address} ({view.__module__}.{getattr(view, '__name__', view)})"
        for address, pattern in addresses(patterns)
        for view in views_of(pattern.callback)
        if not isinstance(getattr(view, "guard", None), Guard) and not is_of_a_package(view)
    ]


def test_every_address_has_a_guard():
    assert unguarded(get_resolver().url_patterns) == []


def open_addresses(patterns) -> list[str]:
    return [
        address
        for address, pattern in addresses(patterns)
        for view in views_of(pattern.callback)
        if isinstance(guard := getattr(view, "guard", None), Guard) and guard.open
    ]


def not_on_the_list(found: list[str]) -> list[str]:
    groups = tuple(listed.removesuffix("…") for listed in OPEN if listed.endswith("…"))
    return [address for address in found if address not in OPEN and not address.startswith(groups)]


def test_open_addresses_are_on_the_list():
    assert not_on_the_list(open_addresses(get_resolver().url_patterns)) == []


def test_the_list_of_open_addresses_names_no_address_that_is_gone():
    found = open_addresses(get_resolver().url_patterns)
    gone = [listed for listed in OPEN if not any(address.startswith(listed.removesuffix("…")) for address in found)]
    assert gone == []


def test_an_open_address_that_is_not_on_the_list_is_seen():
    assert not_on_the_list(["privacy/", "toegang/inloggen/", "privacy/alles/"]) == ["privacy/alles/"]


def test_every_permission_is_asked_for_somewhere():
    """One that nobody asks for promises on the page of roles what the program does not do."""
    text = "".join(path.read_text() for path in plan.python_files() if not {"tests", "access"} & set(path.parts))
    assert [permission.name for permission in Permission if f"Permission.{permission.name}" not in text] == []


def test_an_address_without_a_guard_is_seen():
    def bare(request): ...

    guarded = needs(Permission.SIGNAL_VIEW)(lambda request: None)
    api = NinjaAPI(urls_namespace="bare")
    api.get("guarded")(guarded)
    api.get("bare")(bare)
    patterns = [path("a/", guarded), path("b/", open_to_all(lambda request: None)), path("c/", bare)]
    assert [found.split(" ")[0] for found in unguarded([*patterns, path("d/", api.urls)])] == ["c/", "d/bare"]
