"""What can be asked about initiatives: who reads which, how many support it, what is alike, what is to be checked."""

from __future__ import annotations

import hashlib
import hmac
import math
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from django.conf import settings
from django.db.models import Case, Count, F, Q, QuerySet, Sum, When

from wijkwerk.domain.areas.models import WorkArea
from wijkwerk.domain.budgets.initiative_states import LIVE, InitiativeState
from wijkwerk.domain.budgets.models import (
    Grant,
    GrantState,
    HelpOffer,
    HelpWanted,
    Initiative,
    InitiativePhoto,
    InitiativeUpdate,
    PaperSupport,
    Starter,
    Support,
)
from wijkwerk.domain.budgets.queries import ledger
from wijkwerk.domain.signals import queries as signals
from wijkwerk.domain.signals.models import Reporter, Signal
from wijkwerk.domain.signals.states import State as SignalState
from wijkwerk.domain.thread import queries as thread
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.kit import money, text
from wijkwerk.foundation.search.stems import stems
from wijkwerk.foundation.tenancy import scope

NEAR = 400  # metres
ALIKE = 0.34  # the part of the shorter text that the other has too
ALIKE_NEAR = 0.2
MOST_COMPARED = 300
SIGNAL = "signals.signal"

WrittenByStarter = HelpWanted | InitiativeUpdate


# ── One thing, for the guard ───────────────────────────────────────────────────────────────────────────────────────
def initiative(pk: int) -> Initiative:
    found: Initiative = Initiative.objects.select_related("work_area", "merged_into").get(pk=pk)
    return found


def public_initiative(pk: int) -> Initiative:
    """What everybody may read, or what it went on in."""
    found: Initiative = Initiative.objects.select_related("work_area", "merged_into__work_area").get(
        pk=pk, is_public=True
    )
    return found


def starter_by_link(key: str) -> Starter | None:
    found: Starter | None = (
        Starter.objects.select_related("initiative__work_area", "initiative__merged_into").filter(link_key=key).first()
    )
    return found


def has_expired(starter: Starter, *, on: date) -> bool:
    return starter.link_until is not None and starter.link_until < on


def support_by_link(key: str) -> Support | None:
    rows = Support.objects.select_related("initiative__work_area", "initiative__merged_into")
    found: Support | None = rows.filter(link_key=key).first()
    return found


def help_wanted(pk: int) -> HelpWanted:
    found: HelpWanted = HelpWanted.objects.select_related("initiative__work_area").get(pk=pk)
    return found


def update(pk: int) -> InitiativeUpdate:
    found: InitiativeUpdate = InitiativeUpdate.objects.select_related("initiative__work_area").get(pk=pk)
    return found


def paper_support(pk: int) -> PaperSupport:
    found: PaperSupport = PaperSupport.objects.select_related("initiative__work_area").get(pk=pk)
    return found


def photo(pk: int) -> InitiativePhoto:
    found: InitiativePhoto = InitiativePhoto.objects.select_related("initiative__work_area", "photo").get(pk=pk)
    return found


# ── Lists ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def public_initiatives() -> QuerySet[Initiative]:
    found: QuerySet[Initiative] = Initiative.objects.public().select_related("work_area")
    return found


def initiatives_of(work_area: WorkArea) -> QuerySet[Initiative]:
    """What everybody may read of an area, the newest first."""
    return public_initiatives().filter(work_area=work_area).order_by("-published_at", "-id")


def asking_help(initiatives: QuerySet[Initiative]) -> QuerySet[Initiative]:
    return initiatives.filter(
        state__in=LIVE,
        pk__in=HelpWanted.objects.filter(is_public=True, closed_at__isnull=True).values("initiative"),
    )


def managed_by(actor: Actor) -> QuerySet[Initiative]:
    found: QuerySet[Initiative] = Initiative.objects.managed_by(actor).select_related("work_area")
    return found


class ToCheck(NamedTuple):
    """Something that a resident wrote and nobody looked at yet."""

    initiative: Initiative
    what: str  # code: "initiative", "help", "update", "photo"
    number: int  # of that
    since: datetime
    words: str


def to_check(actor: Actor, *, most: int = 100) -> list[ToCheck]:
    """What waits for this actor, the oldest first. What was merged is checked when it was taken apart again."""
    mine = Initiative.objects.managed_by(actor).exclude(state=InitiativeState.MERGED)
    rows = [
        ToCheck(each, "initiative", each.pk, each.to_check_since, each.title)
        for each in mine.filter(to_check_since__isnull=False)
        .select_related("work_area")
        .order_by("to_check_since", "id")[:most]
    ]
    within = Q(initiative__in=mine.order_by().values("pk"))
    for what, model in (("help", HelpWanted), ("update", InitiativeUpdate)):
        waiting = model.objects.filter(within, to_check_since__isnull=False)
        rows += [
            ToCheck(each.initiative, what, each.pk, each.to_check_since, text.shorten(each.words, 100))
            for each in waiting.select_related("initiative__work_area").order_by("to_check_since", "id")[:most]
        ]
    photos = InitiativePhoto.objects.filter(within, is_checked=False).select_related("initiative__work_area")
    rows += [ToCheck(each.initiative, "photo", each.pk, each.added_at, each.words) for each in photos[:most]]
    return sorted(rows, key=lambda row: (row.since, row.initiative.pk))[:most]


# ── Support ────────────────────────────────────────────────────────────────────────────────────────────────────────
def mark_of(address: str) -> str:
    """Stands for an e-mail address, the same however it is typed. Whoever has the table alone cannot turn it back."""
    local, _at, host = address.strip().casefold().rpartition("@")
    plain = f"{local.partition('+')[0]}@{host}"
    key = hashlib.blake2b(settings.SECRET_KEY.encode(), digest_size=32, person=b"wijkwerk.support").digest()
    return hmac.new(key, f"{scope.current().pk}:{plain}".encode(), hashlib.sha256).hexdigest()


def supporters(initiative_ids: Iterable[int]) -> dict[int, int]:
    """How many support each: who confirmed, once also when they supported what was merged into it, and paper."""
    wanted = list(initiative_ids)
    goes_on = Case(When(initiative__merged_into__in=wanted, then=F("initiative__merged_into")), default=F("initiative"))

    def counted(rows: QuerySet[Any], number: Count | Sum) -> dict[int, int]:
        among = rows.filter(initiative__in=_together(*wanted)).order_by().annotate(goes_on=goes_on)
        return dict(among.values("goes_on").annotate(n=number).values_list("goes_on", "n"))

    marks = counted(Support.objects.filter(confirmed_at__isnull=False), Count("mark", distinct=True))
    paper = counted(PaperSupport.objects.filter(taken_back_because=""), Sum("people"))
    return {pk: marks.get(pk, 0) + paper.get(pk, 0) for pk in wanted}


def _together(*initiative_ids: int) -> QuerySet[Any]:
    """These and what was merged into them. Apart, so that no query reads all that hangs on any initiative."""
    among = Q(pk__in=initiative_ids) | Q(merged_into__in=initiative_ids)
    found: QuerySet[Any] = Initiative.objects.filter(among).order_by().values("pk")
    return found


def supporters_of(initiative: Initiative) -> int:
    return supporters([initiative.pk])[initiative.pk]


def who_want_news(initiative: Initiative) -> list[Support]:
    """Each address once, also of who supported what was merged into it."""
    rows = Support.objects.filter(initiative__in=_together(initiative.pk), confirmed_at__isnull=False, wants_news=True)
    once = {row.mark: row for row in rows.order_by("-id")}
    return sorted(once.values(), key=lambda row: row.pk)


def starters_of(initiative: Initiative) -> list[Starter]:
    """Who started it, and who started what was merged into it."""
    rows = Starter.objects.filter(initiative__in=_together(initiative.pk))
    return list(rows.select_related("initiative").order_by("pk"))


def offers_for(starter: Starter) -> QuerySet[HelpOffer]:
    found: QuerySet[HelpOffer] = HelpOffer.objects.filter(initiative=starter.initiative).select_related("wanted")
    return found.order_by("-offered_at", "-id")


# ── Where it comes from ────────────────────────────────────────────────────────────────────────────────────────────
def signals_behind(initiative: Initiative) -> list[Signal]:
    """What residents said, and did not take back, that it came from; by number."""
    causes = [source.cause for source in thread.standing_sources(initiative)]
    numbers = [cause.id for cause in causes if cause is not None and cause.kind == SIGNAL]
    rows = Signal.objects.sent().exclude(state=SignalState.WITHDRAWN)
    return list(rows.filter(pk__in=numbers).order_by("pk")) if numbers else []


def idea_visible_to(actor: Actor, number: int) -> Signal | None:
    """The signal of this number, when it is an idea that this actor may see."""
    found: Signal | None = signals.signals_visible_to(actor).filter(pk=number).first()
    return found if found is not None and found.is_idea else None


# ── What may be the same ───────────────────────────────────────────────────────────────────────────────────────────
class Alike(NamedTuple):
    initiative: Initiative
    metres: int | None
    likeness: float


def alike(
    *,
    title: str,
    words: str,
    work_area: WorkArea | None,
    lat: float | None = None,
    lon: float | None = None,
    besides: int | None = None,
    for_staff: bool = False,
    most: int = 3,
) -> list[Alike]:
    """Initiatives that go on and may be the same, the likeliest first. A resident sees only what everybody may read."""
    wanted = _telling(f"{title} {words}")
    rows = Initiative.objects.live().select_related("work_area")
    if not for_staff:
        rows = rows.filter(is_public=True)
    if besides is not None:
        rows = rows.exclude(pk=besides)
    found = []
    for other in rows.order_by("-started_at", "-id")[:MOST_COMPARED]:
        theirs = f"{other.title} {other.words}" if for_staff else f"{other.public_title} {other.public_words}"
        place = (other.lat, other.lon) if for_staff else (other.public_lat, other.public_lon)
        metres = signals.distance(lat, lon, *place)
        is_near = metres <= NEAR
        if not is_near and (work_area is None or other.work_area_id != work_area.pk):
            continue
        likeness = _overlap(wanted, _telling(theirs))
        if likeness >= (ALIKE_NEAR if is_near else ALIKE):
            found.append(Alike(other, round(metres) if math.isfinite(metres) else None, round(likeness, 3)))
    return sorted(found, key=lambda each: (-each.likeness, -each.initiative.pk))[:most]


_COMMON = frozenset(
    stems(
        "aan alle als ander bij buurt buurtbewoners bewoners dan dat de deze die dit doen door een en er gaan graag"
        " heb hebben het hier idee iedereen ik in initiatief is kan kunnen maar maken meer met mijn naar niet nog nu of"
        " om onze ons ook op organiseren over samen straat te tot uit van veel voor wat we wij wijk wil willen worden"
        " zijn zodat"
    )
)


def _telling(words: str) -> set[str]:
    return set(stems(words)) - _COMMON


def _overlap(ours: set[str], theirs: set[str]) -> float:
    return len(ours & theirs) / min(len(ours), len(theirs)) if ours and theirs else 0.0


# ── Pages ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def public_photos(initiative: Initiative) -> Sequence[InitiativePhoto]:
    rows = InitiativePhoto.objects.filter(initiative__in=_together(initiative.pk), is_public=True)
    return list(rows.select_related("photo").order_by("added_at", "id"))


def public_help(initiative: Initiative) -> list[HelpWanted]:
    return list(HelpWanted.objects.filter(initiative=initiative, is_public=True, closed_at__isnull=True))


def public_updates(initiative: Initiative) -> list[InitiativeUpdate]:
    return list(InitiativeUpdate.objects.filter(initiative=initiative, is_public=True))


def organisations_of(initiative: Initiative) -> list[str]:
    """The names of organisations that started it, which everybody may read."""
    return sorted({starter.organisation_name for starter in starters_of(initiative) if starter.organisation_name})


def key_of_idea(reporter: Reporter) -> UUID:
    """Who goes on with an idea does so once."""
    return uuid5(reporter.client_key, "initiatief")


def started_with(key: UUID | None) -> Starter | None:
    """What was sent with this key before: then there is nothing to point out any more."""
    found: Starter | None = Starter.objects.filter(initiative__client_key=key).first() if key is not None else None
    return found


def was_told_with(key: UUID | None) -> bool:
    return key is not None and InitiativeUpdate.objects.filter(client_key=key).exists()


class Money(NamedTuple):
    """What a fund gave for it, as everybody may read: no name of who asked."""

    fund: str
    granted_cents: int
    justified_cents: int
    returned_cents: int
    is_justified: bool

    @property
    def granted(self) -> str:
        return money.written(self.granted_cents)

    @property
    def justified(self) -> str:
        return money.written(self.justified_cents)

    @property
    def returned(self) -> str:
        return money.written(self.returned_cents)


def money_of(initiative: Initiative) -> list[Money]:
    """Read from the decisions and the ledger: that money was given is said there alone."""
    return [_money(grant) for grant in _grants(initiative)]


def public_money_of(initiative: Initiative) -> list[Money]:
    """The same, as far as who asked said that everybody may see it."""
    return [_money(grant) for grant in _grants(initiative).filter(application__may_publish=True)]


def _grants(initiative: Initiative) -> QuerySet[Grant]:
    mine = Grant.objects.filter(application__initiative__in=_together(initiative.pk))
    found: QuerySet[Grant] = mine.exclude(state=GrantState.WITHDRAWN)
    return found.select_related("pot__fund").order_by("granted_at", "id")


def _money(grant: Grant) -> Money:
    stands = ledger.stands_of_grant(grant)
    return Money(
        fund=grant.pot.fund.name,
        granted_cents=grant.amount_cents,
        justified_cents=stands.justified,
        returned_cents=stands.returned,
        is_justified=grant.state in (GrantState.JUSTIFIED, GrantState.CLOSED),
    )


def has_money(initiative: Initiative) -> bool:
    return bool(_grants(initiative).exists())
