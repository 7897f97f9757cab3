"""Plain makers of what the tests of this room need."""

from datetime import UTC, datetime

from wijkwerk.foundation.outbox.models import Channel, Letter, ReplyAddress, State

NOON = datetime(2025, 3, 4, 11, 0, tzinfo=UTC)


def make_letter(municipality, *, at=NOON, channel=Channel.EMAIL, **fields):
    by_hand = channel != Channel.EMAIL
    values = {
        "municipality": municipality,
        "template": "outbox_tests/hello",
        "channel": channel,
        "to_name": "Ina Bewoner",
        "to_address": "Invented street 1\n9500 AA Veenkanaal" if by_hand else "bewoner@example.nl",
        "subject": "Uw melding",
        "body": "Dag!",
        "about_kind": "tenancy.municipality",
        "about_id": municipality.pk,
        "state": State.TO_DO if by_hand else State.WAITING,
        "next_attempt_at": None if by_hand else at,
        "written_at": at,
    }
    return Letter.objects.create(**values | fields)


BY_EMAIL = ReplyAddress(Channel.EMAIL, "bewoner@example.nl", "Ina Bewoner")
