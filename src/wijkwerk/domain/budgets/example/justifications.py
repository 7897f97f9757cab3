"""What became of the money, in the example: told, to be judged, to be completed, partly asked back; and a body that
distributes one grant itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from PIL import Image, ImageDraw

from wijkwerk.domain.budgets.example.funds import EVERYBODY, TREASURER
from wijkwerk.domain.budgets.example.ledger import invented_iban
from wijkwerk.domain.budgets.models import (
    AdviceVerdict,
    ApplicantKind,
    Application,
    Claim,
    CommitteeChoice,
    DecisionOutcome,
    Fund,
    Grant,
    Justification,
    PaymentKind,
)
from wijkwerk.domain.budgets.operations import (
    applications,
    claims,
    committees,
    decisions,
    deliberations,
    distributing,
    payments,
)
from wijkwerk.domain.budgets.operations import justifications as operations
from wijkwerk.domain.budgets.operations.applications import Cost
from wijkwerk.domain.budgets.queries import distributing as queries
from wijkwerk.domain.people.models import Organisation, Person
from wijkwerk.domain.signals.operations.routing import coordinator_of
from wijkwerk.foundation.access.policy import CLOCK, VISITOR
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.outbox.models import Channel

BODY, OWN_FUND = "Plaatselijk belang Mussel", "Dorpspot Mussel"
SKY, GRASS, STONE, WOOD, WHITE = "#b8d8ec", "#8fb573", "#c9c2b4", "#a8743e", "#fbfaf5"


def make_justifications(*, at: datetime) -> None:
    """What is there stays, so again is harmless."""
    treasurer: Person | None = Person.objects.filter(name=TREASURER).first()
    if treasurer is None or Justification.objects.exists() or not Grant.objects.exists():
        return
    with transaction.atomic():
        filling = _Filling(treasurer, at)
        filling.told()
        filling.distributed()


class _Filling:
    """One filling: by which treasurer, when."""

    def __init__(self, treasurer: Person, at: datetime) -> None:
        self.treasurer, self.at = treasurer, at

    # ── Told and judged ────────────────────────────────────────────────────────────────────────────────────────────
    def told(self) -> None:
        """One shown to everybody with a little to pay back, one to judge, one to complete; the rest still to come."""
        clean = self.tell(
            "Schoon rondje Parkwijk",
            "Elke maand liepen wij een rondje met knijpers en zakken. Er deden steeds meer buren mee. Na afloop "
            "dronken wij koffie bij de flat.",
            people=34,
            bills=(("Knijpers en zakken", 187_50), ("Koffie en koek", 122_35)),
            photos=(("Een straat zonder zwerfvuil", _street), ("De tafel met koffie", _table)),
            may_publish=True,
        )
        if clean is not None:
            self.approve(clean)
            self.repay(clean)
            self.publish(clean, "Elke maand een rondje met knijpers en zakken, en daarna koffie. 34 buren deden mee.")
        self.tell(
            "Buurtbarbecue op het pleintje",
            "Wij aten met de hele buurt op het plein. De kinderen speelden en iedereen hielp opruimen.",
            people=61,
            bills=(("Vlees, salades en fris", 352_80), ("Huur van banken", 117_00)),
            photos=(("De lange tafel op het plein", _table), ("Het plein", _street)),
        )
        court = self.tell(
            "Jeu-de-boulesbaan",
            "De baan ligt er. Elke woensdag spelen er mensen uit het dorp.",
            people=25,
            bills=(("Zand, grind en balken", 1_148_20),),
            photos=(("De baan naast het dorpshuis", _court),),
            why="De bon van de ballen is kwijt. Wij vragen de winkel om een nieuwe.",
        )
        if court is not None:
            operations.return_to_complete(
                court, words="Wij missen de bon van de ballen. Wilt u die nog sturen?", by=self.judge(court), at=self.at
            )
        operations.expect_all(at=self.at)

    def tell(
        self,
        title: str,
        words: str,
        *,
        people: int,
        bills: tuple[tuple[str, int], ...],
        photos: tuple[tuple[str, Callable[[], bytes]], ...],
        may_publish: bool = False,
        why: str = "",
    ) -> Justification | None:
        """By who got the money, with receipts and photos, handed in."""
        grant: Grant | None = Grant.objects.standing().filter(application__title=title, state="paid").first()
        told = operations.expect(grant, at=self.at) if grant is not None else None
        if told is None:
            return None
        spent = sum(cents for _what, cents in bills)
        deed: dict[str, Any] = {"by": VISITOR, "at": self.at}
        operations.keep(
            told,
            words=words,
            people=people,
            spent_cents=spent,
            why_no_receipts=why,
            may_publish_story=may_publish,
            **deed,
        )
        for what, cents in bills:
            operations.add_receipt(told, upload=_file(_receipt(cents)), words=what, cents=cents, **deed)
        for shows, drawn in photos:
            operations.add_photo(told, _file(drawn()), words=shows, may_publish=may_publish, **deed)
        return operations.hand_in(told, **deed)

    def judge(self, told: Justification) -> Person | Any:
        area = told.grant.application.work_area
        found = coordinator_of(area, on=clock.dutch(self.at).date()) if area is not None else None
        return found or CLOCK

    def approve(self, told: Justification) -> None:
        operations.approve(told, by=self.judge(told), at=self.at)

    def repay(self, told: Justification) -> None:
        """A part of what has to come back."""
        claims.register_repayment(
            Claim.objects.get(grant=told.grant),
            cents=15_00,
            received_on=clock.dutch(self.at).date(),
            words="Afschrift 48",
            by=self.treasurer,
            at=self.at,
        )

    def publish(self, told: Justification, words: str) -> None:
        photos = list(told.photos.filter(may_publish=True))
        operations.publish(told, public_story=words, photos=photos, by=self.judge(told), at=self.at)

    # ── A body that distributes ────────────────────────────────────────────────────────────────────────────────────
    def distributed(self) -> None:
        """A residents' body with a plan of its own: it gets one grant, and its committee gives it to plans."""
        body = Organisation.objects.filter(name=BODY).first()
        chair = Person.objects.filter(organisation=body).first() if body is not None else None
        fund = Fund.objects.filter(name=EVERYBODY).first()
        if body is None or chair is None or fund is None:
            return
        area = body.work_areas.first()
        asked_at = self.at - timedelta(days=60)
        application = self.ask(
            fund,
            area,
            at=asked_at,
            title="Dorpspot voor Mussel",
            what="Het dorp verdeelt zelf geld over kleine plannen uit het dorpsplan.",
            organisation_name=body.name,
            applicant_kind=ApplicantKind.RESIDENTS_BODY,
            costs=[Cost("Kleine plannen uit het dorpsplan", 150_000)],
        )
        applications.set_organisation(application, organisation=body, by=self.treasurer, at=asked_at)
        coordinator = coordinator_of(application.work_area, on=clock.dutch(self.at).date())
        if coordinator is None:
            return
        decisions.decide(application, outcome=DecisionOutcome.YES, by=coordinator, at=asked_at + timedelta(days=8))
        grant = Grant.objects.get(application=application)
        self.pay(grant, holder=body.name)
        committee = committees.found_committee(
            name="Bestuur van Plaatselijk belang Mussel", organisation=body, by=self.treasurer, at=self.at
        )
        member = committees.add_member(
            committee, person=chair, from_on=clock.dutch(asked_at).date(), is_chair=True, by=self.treasurer, at=self.at
        )
        own = distributing.begin(
            grant,
            name=OWN_FUND,
            purpose="Geld voor kleine plannen uit het dorpsplan. Het bestuur van Plaatselijk belang Mussel beslist.",
            committee=committee,
            by=self.treasurer,
            at=self.at,
        )
        for goal, cents in zip(queries.goals_for(own), (60_000, 45_000, 25_000), strict=False):
            distributing.add_line(own, goal=goal, planned_cents=cents, by=chair, at=self.at)
        given = self.ask(
            own,
            area,
            at=self.at,
            title="Banken langs het ommetje",
            what="Drie banken, zelf gemaakt, langs het pad om het dorp.",
            costs=[Cost("Hout en schroeven", 42_000)],
        )
        talk = deliberations.open_deliberation(given, by=chair, at=self.at)
        deliberations.propose(talk, verdict=AdviceVerdict.YES, by=chair, at=self.at)
        deliberations.vote(talk, member=member, choice=CommitteeChoice.FOR, by=chair, at=self.at)
        deliberations.close_deliberation(talk, by=chair, at=self.at)
        decisions.decide(given, outcome=DecisionOutcome.YES, by=chair, at=self.at)
        lines = list(own.plan_lines.all())
        if len(lines) > 1:
            granted = Grant.objects.get(application=given)
            distributing.put_under_line(granted, line=lines[1], by=chair, at=self.at)

    def ask(self, fund: Fund, area: Any, *, at: datetime, costs: list[Cost], **values: Any) -> Application:
        day = clock.dutch(at).date() + timedelta(days=40)
        usual = {
            "fund": fund,
            "work_area": area,
            "place": "Mussel",
            "from_day": day,
            "until_day": day,
            "with_whom": "Met mensen uit het dorp.",
            "households": 15,
            "applicant_name": "Geesje",
            "applicant_kind": ApplicantKind.RESIDENT,
            "reply_by": Channel.EMAIL,
            "reply_address": "dorpspot@example.nl",
        }
        return applications.send(applications.start(at=at), usual | values, costs, by=VISITOR, at=at)

    def pay(self, grant: Grant, *, holder: str) -> None:
        deed: dict[str, Any] = {"by": self.treasurer, "at": self.at}
        payments.keep_account(grant.application, iban=invented_iban(900), holder=holder, **deed, on_behalf=True)
        payment = payments.prepare_payment(grant, kind=PaymentKind.ADVANCE, **deed)
        today = clock.dutch(self.at).date()
        batch = payments.export_payments([payment], execute_on=today, **deed)
        payments.tell_file_paid(batch, paid_on=today, **deed)


# ── Pictures, drawn ────────────────────────────────────────────────────────────────────────────────────────────────
def _file(content: bytes) -> ContentFile[bytes]:
    return ContentFile(content, name="foto.jpg")


def _scene(draw: Callable[[ImageDraw.ImageDraw], None]) -> bytes:
    picture = Image.new("RGB", (800, 600), SKY)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 300, 800, 600), fill=GRASS)
    draw(pen)
    buffer = BytesIO()
    picture.save(buffer, "JPEG", quality=85)
    return buffer.getvalue()


def _street() -> bytes:
    def draw(pen: ImageDraw.ImageDraw) -> None:
        pen.polygon(((250, 600), (550, 600), (430, 300), (370, 300)), fill=STONE)
        for left in (40, 170, 540, 670):
            pen.rectangle((left, 200, left + 100, 320), fill=WOOD)
            pen.polygon(((left - 10, 200), (left + 50, 140), (left + 110, 200)), fill="#7c3b2b")

    return _scene(draw)


def _table() -> bytes:
    def draw(pen: ImageDraw.ImageDraw) -> None:
        pen.rectangle((100, 360, 700, 400), fill=WHITE)
        for left in (130, 400, 660):
            pen.rectangle((left, 400, left + 16, 520), fill=WOOD)
        for left in range(150, 680, 90):
            pen.ellipse((left, 335, left + 40, 365), fill="#c8553d")

    return _scene(draw)


def _court() -> bytes:
    def draw(pen: ImageDraw.ImageDraw) -> None:
        pen.polygon(((150, 560), (650, 560), (520, 330), (280, 330)), fill=STONE)
        for left, top in ((330, 470), (410, 440), (460, 500)):
            pen.ellipse((left, top, left + 34, top + 34), fill="#6d7479")

    return _scene(draw)


def _receipt(cents: int) -> bytes:
    """A slip of paper with lines and an amount."""
    picture = Image.new("RGB", (480, 640), "#5c6b5a")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((70, 30, 410, 610), fill=WHITE)
    for top in range(90, 460, 45):
        pen.line((110, top, 370, top), fill="#9a958c", width=5)
    pen.text((110, 500), f"TOTAAL EUR {cents // 100},{cents % 100:02d}", fill="black", font_size=26)
    buffer = BytesIO()
    picture.save(buffer, "JPEG", quality=85)
    return buffer.getvalue()
