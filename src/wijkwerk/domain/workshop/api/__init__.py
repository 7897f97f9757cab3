"""The workshop for machines."""

from wijkwerk.foundation.kit import api

router = api.router()
