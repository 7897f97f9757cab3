"""What was told and shown goes when its term ends; what it cost stays."""

from datetime import timedelta

from wijkwerk.domain.budgets.models import Claim, Justification, Receipt, Repayment, StoryPhoto
from wijkwerk.domain.budgets.operations import claims
from wijkwerk.domain.budgets.operations import justifications as operations
from wijkwerk.domain.budgets.privacy import justifications as privacy
from wijkwerk.domain.budgets.tests.fund_factories import BY, TODAY, TUESDAY
from wijkwerk.domain.budgets.tests.justification_factories import EURO, a_photo, make_justification, tell
from wijkwerk.foundation.files.models import Photo

LATER = TUESDAY + timedelta(days=1)


def erase(*, before):
    """How much of each line goes; again nothing."""
    gone = [0] * len(privacy.LINES)
    for _turn in range(3):
        more = [privacy.erase(line, before=before, at=LATER) for line in privacy.LINES]
        gone = [sum(both) for both in zip(gone, more, strict=True)]
    assert more == [0] * len(gone)
    return gone


def make_ended(maarswold):
    """Two hundred of 250 spent, the rest repaid; one photo of two is shown."""
    told = make_justification(maarswold)
    shown, _hidden = (operations.add_photo(told, a_photo(colour=each), **BY) for each in ("red", "blue"))
    operations.set_photo_consent(shown, is_given=True, **BY)
    operations.add_receipt(told, upload=a_photo(), words="Vlees", cents=200 * EURO, **BY)
    told = operations.hand_in(tell(told, spent=200 * EURO, receipts=()), **BY)
    operations.approve(told, **BY)
    operations.publish(told, photos=[shown], **BY)
    claim = Claim.objects.get()
    wrong = claims.register_repayment(claim, cents=5 * EURO, received_on=TODAY, words="Afschrift 47", **BY)
    claims.take_back_repayment(wrong, reason="Van een ander.", **BY)
    claims.register_repayment(claim, cents=50 * EURO, received_on=TODAY, words="Afschrift 48", **BY)
    return told


def test_nothing_goes_before_its_term(maarswold):
    make_ended(maarswold)
    assert erase(before=TUESDAY) == [0, 0, 0, 0, 0, 0]


def test_words_photos_and_receipts_go_and_amounts_stay(maarswold):
    make_ended(maarswold)
    assert erase(before=LATER) == [1, 1, 1, 1, 1, 2]
    assert sorted(Repayment.objects.values_list("words", "taken_back_because")) == [
        ("", ""),
        ("", "Weggehaald na de bewaartermijn."),
    ]
    told, receipt, claim = Justification.objects.get(), Receipt.objects.get(), Claim.objects.get()
    assert (told.told, told.spent_cents) == ("Weggehaald na de bewaartermijn.", 200 * EURO)
    assert (receipt.words, receipt.photo, receipt.cents) == ("", None, 200 * EURO)
    assert (claim.reason, claim.amount_cents) == ("Weggehaald na de bewaartermijn.", 50 * EURO)
    assert (StoryPhoto.objects.count(), Photo.objects.count()) == (0, 0)


def test_what_still_has_to_come_back_keeps_everything(maarswold):
    told = operations.hand_in(tell(make_justification(maarswold), spent=200 * EURO), **BY)
    operations.approve(told, **BY)
    assert erase(before=LATER) == [0, 0, 0, 0, 0, 0]
