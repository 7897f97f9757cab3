"""Things that can be found, without any room that has them."""

from datetime import UTC, datetime, timedelta

from wijkwerk.foundation.kit.things import Ref
from wijkwerk.foundation.search import index
from wijkwerk.foundation.tenancy.models import Municipality

NOON = datetime(2026, 3, 4, 11, 0, tzinfo=UTC)


class Somewhere:
    """A reach, as access gives it."""

    def __init__(self, *area_ids):
        self.everywhere = not area_ids
        self.area_ids = frozenset(area_ids)


def make_municipality(code="GM0037", name="Stadskanaal"):
    return Municipality.objects.create(code=code, name=name, slug=name.lower())


def make_document(thing_id, text="", **changes):
    usual = {
        "ref": Ref("signals.signal", thing_id),
        "kind": "signal",
        "title": f"Melding {thing_id}",
        "text": text,
        "at": NOON + timedelta(hours=thing_id),
        "address": f"/signalen/{thing_id}/",
        "number": thing_id,
    }
    return index.Document(**(usual | changes))


def put(thing_id, text="", **changes):
    index.put_all([make_document(thing_id, text, **changes)])
