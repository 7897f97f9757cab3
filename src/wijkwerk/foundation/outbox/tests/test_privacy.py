"""Letters go when their term ends, and not before something still has to be done with them."""

from datetime import timedelta

from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.outbox import operations as outbox
from wijkwerk.foundation.outbox import privacy
from wijkwerk.foundation.outbox.models import Channel, Letter, LetterMove, State
from wijkwerk.foundation.outbox.tests.factories import NOON, make_letter


def test_finished_letters_go_with_what_happened_to_them(municipality):
    old = NOON - timedelta(days=400)
    outbox.mark_done(make_letter(municipality, channel=Channel.POST, at=old), by=CLOCK, at=old)
    to_do = make_letter(municipality, channel=Channel.POST, at=old)
    fresh = make_letter(municipality, state=State.SENT, next_attempt_at=None, sent_at=NOON)
    erase = [privacy.erase(privacy.LINES[0], before=NOON - timedelta(days=365), at=NOON) for _ in range(2)]
    assert erase == [1, 0]
    assert set(Letter.objects.all()) == {to_do, fresh}
    assert list(LetterMove.objects.all()) == []
