"""Which municipality is meant."""

from django.db.models import QuerySet

from wijkwerk.foundation.tenancy.models import Municipality


def municipalities() -> QuerySet[Municipality]:
    return Municipality.objects.order_by("name")


def municipality_of_host(host: str) -> Municipality | None:
    """By its own host, else by the first label of the host (`assen.localhost`), else the first municipality."""
    host = host.split(":")[0].lower()
    label = host.split(".")[0]
    found = {
        m.host or m.slug: m for m in Municipality.objects.filter(host=host) | Municipality.objects.filter(slug=label)
    }
    return found.get(host) or found.get(label) or Municipality.objects.order_by("id").first()
