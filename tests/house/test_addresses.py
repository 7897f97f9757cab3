"""Every address has a guard: it names a permission, or stands on the list of open addresses."""

from collections.abc import Iterator
from types import SimpleNamespace

from django.urls import URLPattern, URLResolver, get_resolver, path

from wijkwerk.foundation.access.guard import Guard, needs, open_to_all
from wijkwerk.foundation.access.permissions import Permission

# Packages that guard their own pages, and how.
GUARDED_BY_THEMSELVES = {
    "allauth": "signing in and what belongs to one's own account: each page asks for the account itself",
    "ninja": "the description of the API, open to all as the national rules ask",
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
    operations = getattr(getattr(callback, "__self__", None), "operations", None)
    return [operation.view_func for operation in operations] if operations else [callback]


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


def test_an_address_without_a_guard_is_seen():
    def bare(request): ...

    guarded = needs(Permission.SIGNAL_VIEW)(lambda request: None)
    method = SimpleNamespace(operations=[SimpleNamespace(view_func=bare), SimpleNamespace(view_func=guarded)])
    api_view = type("ApiView", (), {"__call__": bare, "__self__": method, "__module__": "ninja"})()
    patterns = [
        path("a/", guarded),
        path("b/", open_to_all(lambda request: None)),
        path("c/", bare),
        path("d/", api_view),
    ]
    assert [found.split(" ")[0] for found in unguarded(patterns)] == ["c/", "d/"]
