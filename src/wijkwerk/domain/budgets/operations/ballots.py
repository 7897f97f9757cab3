"""Codes and ballots: hand codes out, vote with them, give one in for a ballot on paper, type what came on paper.

A code is used once: of fifty at the same moment one gets it. No deed here that a voter does is recorded, and what a
ballot says is written down without moment or number. The database refuses ballots that come after the count.
Locks: the round, then a code; while a ballot goes in on line the round is held by the database itself.
"""

from __future__ import annotations

import secrets
import unicodedata
import uuid
from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from wijkwerk.domain.budgets.models import (
    Ballot,
    BallotKind,
    DeskHandout,
    Handed,
    PaperEntry,
    Phase,
    UsedFor,
    VoteCode,
    VoteProject,
    VoteRound,
    VoteState,
)
from wijkwerk.domain.budgets.queries.counting import Choices
from wijkwerk.domain.budgets.queries.votes import choices_written
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.journal import operations as journal
from wijkwerk.foundation.kit import clock, money, text
from wijkwerk.foundation.kit.codes import CodesMadeAlready, code_of, hash_of, new_code, new_codes
from wijkwerk.foundation.kit.refusals import Refusal

if TYPE_CHECKING:
    from wijkwerk.domain.people.models import Person

MOST_SLIPS = 100_000
OF = "vote-code"


class RoundIsOver(Refusal):
    message = gettext_lazy("Deze stemronde is voorbij. Er kunnen geen codes of stembiljetten meer bij.")
    status = 409


class LockTheRoundFirst(Refusal):
    message = gettext_lazy("Leg de stemronde eerst vast. Op een brief staan regels en dagen die niet meer veranderen.")
    status = 409


class HadACode(Refusal):
    message = gettext_lazy("Deze inwoner heeft al een code gekregen aan een balie. Iedereen krijgt één code.")
    status = 409


class LetterUnknown(Refusal):
    message = gettext_lazy("Er is in deze stemronde geen brief met dit nummer. Kijk nog eens op de lijst.")
    field = "letter"


class LetterUsed(Refusal):
    message = gettext_lazy("Met de code uit deze brief is al gestemd. Een nieuwe code kan dan niet meer.")
    field = "letter"
    status = 409


class LetterIsReplaced(Refusal):
    message = gettext_lazy(
        "De code uit deze brief is al vervangen aan de balie. Kijk of het nummer klopt. "
        "Heeft deze bewoner de brief zelf bij zich? Geef dan een code zonder nummer."
    )
    field = "letter"
    status = 409


class MarkIncomplete(Refusal):
    message = gettext_lazy("Vul de voornaam, de geboortedatum, de postcode en het huisnummer in.")


class NotNow(Refusal):
    """One cannot vote at this moment; the words say when one can or could."""

    status = 409


class CodeMissing(Refusal):
    message = gettext_lazy("Vul uw stemcode in. Die staat in uw brief of kreeg u aan de balie.")
    field = "code"


class CodeUnknown(Refusal):
    message = gettext_lazy("Deze code kennen wij niet bij deze stemronde. Kijk of u alle letters en cijfers goed hebt.")
    field = "code"


class CodeUsed(Refusal):
    message = gettext_lazy("Met deze code is al gestemd. Iedereen stemt één keer, en die stem telt mee.")
    field = "code"
    status = 409


class CodeIsVoid(Refusal):
    message = gettext_lazy("Deze code is ongeldig gemaakt. Vraag aan de balie om een nieuwe code.")
    field = "code"
    status = 409


class CodeIsReplaced(Refusal):
    message = gettext_lazy("Deze code werkt niet meer: u kreeg aan de balie een nieuwe. Stem met de nieuwe code.")
    field = "code"
    status = 409


class BallotRefused(Refusal):
    """What was chosen does not fit the ballot; the words say what to change."""

    field = "choices"


class SlipMissing(Refusal):
    message = gettext_lazy("Schrijf een nummer op het biljet en vul dat hier in.")
    field = "slip"


class SlipIsSettled(Refusal):
    message = gettext_lazy("Dit biljet is al door twee mensen gelijk ingevoerd en telt mee. Kijk of het nummer klopt.")
    field = "slip"
    status = 409


class SlipOfTwoOthers(Refusal):
    message = gettext_lazy(
        "Twee anderen hebben dit biljet verschillend ingevoerd. Een van hen kijkt het na en voert het opnieuw in."
    )
    field = "slip"
    status = 409


class NoSuchSlip(Refusal):
    message = gettext_lazy("Er is geen biljet met dit nummer ingevoerd. Kijk of het nummer klopt.")
    field = "slip"


class TooYoung(Refusal):
    """For this vote; `years` says from which age."""

    field = "born_on"

    def __init__(self, years: int) -> None:
        super().__init__(
            _("Stemmen mag vanaf %(years)s jaar. Kijk de geboortedatum na. Klopt die, geef dan geen code.")
            % {"years": years}
        )


class WhyItGoesMissing(Refusal):
    message = gettext_lazy("Schrijf op waarom dit biljet weg kan.")
    field = "reason"


WHY_NOT: dict[UsedFor, type[Refusal]] = {UsedFor.VOID: CodeIsVoid, UsedFor.REPLACED: CodeIsReplaced}


# ── Codes ──────────────────────────────────────────────────────────────────────────────────────────────────────────
class Letter(NamedTuple):
    """What is printed on a letter. The number may stand beside an address, the code nowhere."""

    number: int
    code: str


@transaction.atomic
def make_letter_codes(vote_round: VoteRound, *, count: int, batch: uuid.UUID, by: Actor, at: datetime) -> list[Letter]:
    """Codes to print for letters: given once, and kept as hashes. The same `batch` again is refused."""
    codes = new_codes(count)
    fresh = _lock(vote_round)
    _check_codes_can_go_out(fresh, at)
    if fresh.last_batch == batch:
        raise CodesMadeAlready
    letters = [Letter(number, code) for number, code in enumerate(codes, fresh.letter_codes + 1)]
    rows = [
        VoteCode(round=fresh, code_hash=hash_of(each.code, of=OF), handed=Handed.LETTER, letter=each.number)
        for each in letters
    ]
    secrets.SystemRandom().shuffle(rows)  # not in the order in which they are printed
    VoteCode.objects.bulk_create(rows)
    fresh.letter_codes += count
    fresh.last_batch = batch
    fresh.save(update_fields=["letter_codes", "last_batch"])
    journal.record("vote_round.codes_made", about=fresh, by=by, at=at, details={"count": count})
    return letters


@transaction.atomic
def hand_out_at_desk(
    vote_round: VoteRound,
    *,
    name: str,
    born_on: date | None,
    postcode: str,
    house: str,
    by: Actor,
    at: datetime,
    letter: int | None = None,
    client_key: uuid.UUID | None = None,
) -> str:
    """One code for a resident who showed who they are. Who, is kept as a mark that no one can read back.

    Whoever got a letter and lost it gets a code in its place: `letter` is its number, and its code works no more.
    For the same resident with the same `client_key`, which is kept nowhere, it is the same code until it is used.
    Not recorded in the journal: a moment beside a code would be one too many.
    """
    fresh = _lock(vote_round)
    _check_codes_can_go_out(fresh, at)
    mark = _mark(fresh, name, born_on, postcode, house)
    if fresh.least_age and born_on is not None and _age(born_on, on=clock.dutch(at).date()) < fresh.least_age:
        raise TooYoung(fresh.least_age)
    code = code_of(f"{mark}:{client_key}", of=OF) if client_key is not None else new_code()
    try:
        with transaction.atomic():
            DeskHandout.objects.create(round=fresh, mark=mark)
    except IntegrityError as twice:
        if VoteCode.objects.filter(round=fresh, code_hash=hash_of(code, of=OF), used_for="").exists():
            return code
        raise HadACode from twice
    if letter is not None:
        _replace(fresh, letter)
    fresh.desk_codes += 1
    fresh.save(update_fields=["desk_codes"])
    VoteCode.objects.create(round=fresh, code_hash=hash_of(code, of=OF), handed=Handed.DESK)
    return code


def _age(born_on: date, *, on: date) -> int:
    """In whole years."""
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))


def _replace(vote_round: VoteRound, letter: int) -> None:
    """The code of this letter works no more. Says whether somebody voted with it, never what."""
    own = VoteCode.objects.filter(round=vote_round, letter=letter)
    if own.filter(used_for__in=("", UsedFor.VOID)).update(used_for=UsedFor.REPLACED):
        return
    found = own.first()
    if found is None:
        raise LetterUnknown
    raise LetterIsReplaced if found.used_for == UsedFor.REPLACED else LetterUsed


@transaction.atomic
def exchange_for_paper(vote_round: VoteRound, *, code: str, by: Actor, at: datetime) -> None:
    """Who votes on paper gives the code in and gets a ballot; the code is used, the ballot bears nothing.

    What was forgotten at the desk can still be done until the votes are counted.
    """
    fresh = _lock(vote_round)
    if fresh.phase(at) != Phase.CLOSED:
        _check_voting(fresh, at)
    _use_code(fresh, code, UsedFor.PAPER)


@transaction.atomic
def make_code_void(vote_round: VoteRound, *, code: str, by: Actor, at: datetime) -> None:
    """A code that fell into other hands does not count any more, if nobody voted with it."""
    fresh = _lock(vote_round)
    _check_codes_can_go_out(fresh, at)
    _use_code(fresh, code, UsedFor.VOID)
    journal.record("vote_round.code_void", about=fresh, by=by, at=at)


# ── Voting ─────────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def vote(vote_round: VoteRound, *, code: str, choices: Mapping[int, int], at: datetime) -> None:
    """One vote on line: numbers of projects with their points (1 where no points are given)."""
    fresh = _of_now(vote_round)
    _check_voting(fresh, at)
    read = check_choices(fresh, choices)
    check_code(fresh, code)
    Ballot.objects.create(round=fresh, choices=choices_written(read))  # holds the round, as all who use a code do first
    _use_code(fresh, code, UsedFor.WEB)


def check_code(vote_round: VoteRound, code: str) -> None:
    """So that who mistyped it hears it before they look their vote over. The code is not used yet."""
    found = _codes_like(vote_round, code).first()
    if found is None or found.used_for:
        raise _why_not(found)


def check_choices(vote_round: VoteRound, choices: Mapping[int, int]) -> Choices:
    """What was chosen as a ballot keeps it; refused with one sentence that says what to change."""
    costs = dict(VoteProject.objects.filter(round=vote_round).values_list("number", "cost_cents"))
    chosen = {number: points for number, points in choices.items() if points}
    if not set(chosen) <= set(costs):
        raise BallotRefused(_("Een van de projecten staat niet op dit stembiljet. Ververs de pagina en kies opnieuw."))
    if any(points < 0 or (points != 1 and not vote_round.gives_points) for points in chosen.values()):
        raise BallotRefused(_("Dit aantal punten kan niet. Kies een aantal uit de lijst."))
    if len(chosen) < vote_round.least_choices:
        told = ngettext(
            "Kies ten minste %(least)s project.", "Kies ten minste %(least)s projecten.", vote_round.least_choices
        )
        raise BallotRefused(told % {"least": vote_round.least_choices})
    if vote_round.most_choices is not None and len(chosen) > vote_round.most_choices:
        told = _("U koos %(count)s projecten. Het mogen er hoogstens %(most)s zijn. Haal er %(over)s weg.")
        over = len(chosen) - vote_round.most_choices
        raise BallotRefused(told % {"count": len(chosen), "most": vote_round.most_choices, "over": over})
    if vote_round.gives_points:
        _check_points(vote_round, chosen)
    if vote_round.ballot == BallotKind.KNAPSACK:
        total = sum(costs[number] for number in chosen)
        if total > vote_round.budget_cents:
            told = _("Uw keuze kost samen %(total)s. Dat is %(over)s meer dan er is. Haal een project weg.")
            over_cents = money.written(total - vote_round.budget_cents)
            raise BallotRefused(told % {"total": money.written(total), "over": over_cents})
    return tuple(sorted(chosen.items()))


def _check_points(vote_round: VoteRound, chosen: Mapping[int, int]) -> None:
    assert vote_round.points is not None
    given = sum(chosen.values())
    if vote_round.most_points is not None and max(chosen.values()) > vote_round.most_points:
        told = _("U kunt een project hoogstens %(most)s punten geven. Geef het minder punten.")
        raise BallotRefused(told % {"most": vote_round.most_points})
    if given > vote_round.points:
        told = _("U gaf %(given)s punten. U hebt er %(points)s. Haal er %(over)s weg.")
        raise BallotRefused(told % {"given": given, "points": vote_round.points, "over": given - vote_round.points})


# ── Paper ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@transaction.atomic
def enter_slip(
    vote_round: VoteRound,
    *,
    slip: int | None,
    choices: Mapping[int, int],
    is_valid: bool = True,
    by: Person,
    at: datetime,
) -> PaperEntry:
    """A ballot on paper as one person typed it. When a second person typed the same, it counts.

    Where two typed differently, one of them looks at the paper again and types it anew. Until the count, also after the
    last moment to vote: the box is opened then.
    """
    fresh = _lock(vote_round)
    if fresh.state != VoteState.OPEN or at < fresh.opens_at:
        raise RoundIsOver(_("Stembiljetten invoeren kan als het stemmen is begonnen, en tot er geteld is."))
    if not slip or not 1 <= slip <= MOST_SLIPS:
        raise SlipMissing
    written = choices_written(check_choices(fresh, choices)) if is_valid else ""
    entries = list(PaperEntry.objects.filter(round=fresh, slip=slip).order_by("pk"))
    if any(entry.is_settled for entry in entries):
        raise SlipIsSettled
    own = next((entry for entry in entries if entry.entered_by_id == by.pk), None)
    if own is None and len(entries) > 1:
        raise SlipOfTwoOthers
    if own is None:
        own = PaperEntry(round=fresh, slip=slip, entered_by=by)
        entries.append(own)
    own.choices = written
    own.save()
    if len(entries) > 1 and len({entry.choices for entry in entries}) == 1:
        _settle(fresh, slip, written)
        own.is_settled = True
    return own


def _settle(vote_round: VoteRound, slip: int, written: str) -> None:
    PaperEntry.objects.filter(round=vote_round, slip=slip).update(is_settled=True)
    if written:
        Ballot.objects.create(round=vote_round, choices=written)


@transaction.atomic
def take_out_slip(vote_round: VoteRound, *, slip: int | None, reason: str, by: Actor, at: datetime) -> None:
    """A slip that was typed twice, or under a number that stands on no paper: it counts no more, and waits no more."""
    why = text.clean_text(reason)
    if not why:
        raise WhyItGoesMissing
    fresh = _lock(vote_round)
    if fresh.state != VoteState.OPEN:
        raise RoundIsOver
    entries = PaperEntry.objects.filter(round=fresh, slip=slip or 0)
    first = entries.first()
    if first is None:
        raise NoSuchSlip
    if first.is_settled and first.choices:
        alike = Ballot.objects.filter(round=fresh, choices=first.choices).first()
        assert alike is not None
        alike.delete()  # any of those that say the same: none says which slip it was
    entries.delete()
    details = {"slip": slip, "counted": first.is_settled, "reason": why}
    journal.record("vote_round.slip_taken_out", about=fresh, by=by, at=at, details=details)


# ── What these deeds share ─────────────────────────────────────────────────────────────────────────────────────────
def _lock(vote_round: VoteRound) -> VoteRound:
    fresh: VoteRound = VoteRound.objects.select_for_update(of=("self",)).get(pk=vote_round.pk)
    return fresh


def _of_now(vote_round: VoteRound) -> VoteRound:
    """Not locked: voters need not wait for each other. The database holds the round while a ballot goes in."""
    fresh: VoteRound = VoteRound.objects.get(pk=vote_round.pk)
    return fresh


def _check_codes_can_go_out(vote_round: VoteRound, at: datetime) -> None:
    if vote_round.is_draft:
        raise LockTheRoundFirst
    if vote_round.phase(at) not in (Phase.COMING, Phase.VOTING):
        raise RoundIsOver


def _check_voting(vote_round: VoteRound, at: datetime) -> None:
    phase = vote_round.phase(at)
    if phase == Phase.VOTING:
        return
    if phase in (Phase.DRAFT, Phase.COMING):
        told = _("Stemmen kan vanaf %(when)s. Kom dan terug.")
        raise NotNow(told % {"when": vote_round.since_words})
    if phase == Phase.STOPPED:
        raise NotNow(_("Deze stemronde is gestopt. Stemmen kan niet meer."))
    raise NotNow(_("De stemronde is gesloten. Stemmen kon %(until)s.") % {"until": vote_round.until_words})


def _use_code(vote_round: VoteRound, code: str, used_for: UsedFor) -> None:
    """The code counts for this vote and for no other."""
    own = _codes_like(vote_round, code)
    if not own.filter(used_for="").update(used_for=used_for):
        raise _why_not(own.first())


def _codes_like(vote_round: VoteRound, code: str) -> QuerySet[VoteCode]:
    if not code.strip():
        raise CodeMissing
    found: QuerySet[VoteCode] = VoteCode.objects.filter(round=vote_round, code_hash=hash_of(code, of=OF))
    return found


def _why_not(found: VoteCode | None) -> Refusal:
    return CodeUnknown() if found is None else WHY_NOT.get(UsedFor(found.used_for), CodeUsed)()


def _mark(vote_round: VoteRound, name: str, born_on: date | None, postcode: str, house: str) -> str:
    """Stands for one resident in this round. The first name tells twins apart."""
    first, where = _letters_of(name.split()[0] if name.split() else ""), _letters_of(f"{postcode}{house}")
    if born_on is None or not first or not _letters_of(postcode) or not _letters_of(house):
        raise MarkIncomplete
    told = f"{vote_round.pk}:{first}:{born_on}:{where}"
    return salted_hmac("wijkwerk.desk-mark", told, algorithm="sha256").hexdigest()


def _letters_of(words: str) -> str:
    """Letters and digits however they were typed: Zoë as ZOE, 9501 ab as 9501AB."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", words).upper() if letter.isalnum())


def shake(vote_round: VoteRound) -> None:
    """Nothing that the engine keeps beside the rows may lead from a code to a ballot. PostgreSQL stamps rows with the
    transaction that wrote them, SQLite numbers them as they came: so all are written anew, at once, in another order.
    With that the numbers of letters go, which stand beside addresses elsewhere.
    """
    VoteCode.objects.filter(round=vote_round).update(letter=None)
    DeskHandout.objects.filter(round=vote_round).delete()
    said = list(Ballot.objects.filter(round=vote_round).values_list("choices", flat=True))
    secrets.SystemRandom().shuffle(said)
    Ballot.objects.filter(round=vote_round).delete()
    Ballot.objects.bulk_create([Ballot(round=vote_round, choices=choices) for choices in said], batch_size=1_000)
