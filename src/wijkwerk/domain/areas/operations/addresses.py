"""The municipality's own list of addresses."""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from wijkwerk.domain.areas import queries
from wijkwerk.domain.areas.models import Address
from wijkwerk.domain.areas.operations.national_areas import Tick, quietly
from wijkwerk.domain.areas.operations.outcome import Count, Outcome
from wijkwerk.domain.areas.reading.addresses import AddressRow, read_addresses
from wijkwerk.domain.areas.reading.contents import SourceFile
from wijkwerk.domain.areas.reading.faults import Faults
from wijkwerk.foundation.tenancy import scope

_AT_ONCE: Final = 1_000


def import_addresses(file: SourceFile, *, tick: Tick = quietly) -> Outcome:
    """Bring in the addresses of a file: all of them, or none when one row is faulty."""
    faults = Faults()

    def told(done: int, total: int) -> None:
        tick(80 * done // total, 100, _("%(file)s wordt gelezen") % {"file": file.name})

    rows = read_addresses(file, faults, tick=told)
    faults.refuse_if_any()
    tick(80, 100, _("De adressen worden bewaard"))
    return keep_addresses(rows)


@transaction.atomic
def keep_addresses(rows: list[AddressRow]) -> Outcome:
    """Write the addresses that are new or changed."""
    own = scope.current()
    present = {row[:3]: row for row in Address.objects.values_list(*AddressRow._fields)}
    count = Count()
    to_write = []
    for row in rows:
        if row[:3] not in present:
            count.new += 1
        elif present[row[:3]] != row:
            count.changed += 1
        else:
            count.same += 1
            continue
        words = queries.plain(f"{row.street} {row.place}")
        to_write.append(Address(municipality=own, words=words, **row._asdict()))
    Address.objects.bulk_create(
        to_write,
        batch_size=_AT_ONCE,
        update_conflicts=True,
        unique_fields=["municipality", "postcode", "number", "addition"],
        update_fields=["street", "place", "words", "lat", "lon"],
    )
    return Outcome({"adressen": count})
