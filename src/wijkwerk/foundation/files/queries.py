"""Which photos there are."""

from collections.abc import Collection
from uuid import UUID

from wijkwerk.foundation.files.models import Photo


def photo(photo_id: UUID) -> Photo:
    found: Photo = Photo.objects.get(pk=photo_id)
    return found


def photos_among(photo_ids: Collection[UUID]) -> set[UUID]:
    """Those of these that are photos we keep."""
    return set(Photo.objects.filter(pk__in=photo_ids).values_list("pk", flat=True))
