"""Which municipality is meant."""

from django.db.models import CharField, Q, QuerySet

from wijkwerk.foundation.kit.prepared import Prepared
from wijkwerk.foundation.tenancy.models import Municipality


def municipalities() -> QuerySet[Municipality]:
    return Municipality.objects.order_by("name")


def _called_or_first(host: object, label: object) -> QuerySet[Municipality]:
    first = Municipality.objects.order_by("id").values("id")[:1]
    return Municipality.objects.filter(Q(host=host) | Q(slug=label) | Q(id__in=first)).order_by("id")


_candidates = Prepared(_called_or_first, host=CharField(), label=CharField())


def municipality_of_host(host: str) -> Municipality | None:
    """By its own host, else by the first label of the host (`assen.localhost`), else the first municipality."""
    host = host.split(":")[0].lower()
    label = host.split(".")[0]
    found: list[Municipality] = _candidates(host=host, label=label)
    named = {municipality.host or municipality.slug: municipality for municipality in found}
    return named.get(host) or named.get(label) or next(iter(found), None)
