"""What was paid for a thing, and what is still asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Model, Sum

from wijkwerk.domain.facilities.models import Facility
from wijkwerk.domain.workshop.models import Charged, Payment, Resident
from wijkwerk.foundation.kit.things import Ref, kind_of, ref


def paid_for(thing: Model) -> int:
    """Cents that came in for a thing, less what was paid back."""
    kind, number = ref(thing)
    found = Payment.objects.filter(about_kind=kind, about_id=number).aggregate(cents=Sum("amount_cents"))
    return found["cents"] or 0


def open_cents(thing: Charged) -> int:
    """Cents that are still asked; never less than nothing."""
    return max(0, thing.due_cents - paid_for(thing)) if thing.due_cents else 0


def paid_for_each(things: Sequence[Model]) -> dict[Ref, int]:
    """The same of several things of one kind, in one query."""
    if not things:
        return {}
    kind = kind_of(type(things[0]))
    rows = (
        Payment.objects.filter(about_kind=kind, about_id__in=[thing.pk for thing in things])
        .order_by()
        .values("about_id")
        .annotate(cents=Sum("amount_cents"))
    )
    return {Ref(kind, row["about_id"]): row["cents"] for row in rows}


def open_of_each(things: Sequence[Charged]) -> dict[Ref, int]:
    """What is still asked for each of several things of one kind; those that ask nothing are left out."""
    paid = paid_for_each([thing for thing in things if thing.due_cents])
    asked = {ref(thing): thing.due_cents - paid.get(ref(thing), 0) for thing in things if thing.due_cents}
    return {reference: cents for reference, cents in asked.items() if cents > 0}


def receipt(workshop: int, pk: int) -> Payment:
    found: Payment = Payment.objects.select_related("facility__work_area", "resident", "pays_back", "paid_back_by").get(
        facility=workshop, pk=pk
    )
    return found


def charged(workshop: Facility, model: type[Charged], pk: int) -> Charged | None:
    """The loan, chore or repair of this workshop that somebody pays for."""
    rows: Any = model._default_manager
    found: Charged | None = rows.filter(facility=workshop, pk=pk).first()
    return found


def receipt_words(thing: Charged) -> str:
    """As it stands on the receipt: what it was, never who."""
    what = getattr(thing, "tool", None) or getattr(thing, "kind", None) or thing
    get_kind = getattr(thing, "get_kind_display", None)
    return str(get_kind() if get_kind is not None else what)


def payer_of(thing: Charged) -> Resident | None:
    resident: Resident | None = getattr(thing, "resident", None) or getattr(thing, "to_resident", None)
    return resident
