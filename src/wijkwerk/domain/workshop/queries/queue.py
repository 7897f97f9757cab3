"""What was done at a desk without a network."""

from __future__ import annotations

from wijkwerk.domain.workshop.models import OfflineDeed


def offline_deed(workshop: int, pk: int) -> OfflineDeed:
    found: OfflineDeed = OfflineDeed.objects.select_related("facility__work_area").get(facility=workshop, pk=pk)
    return found
