"""What can be asked about applications: one of them, the lists of staff, what happened, what was given before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from wijkwerk.domain.budgets.application_states import ApplicationState
from wijkwerk.domain.budgets.models import (
    Application,
    ApplicationMessage,
    ApplicationPhoto,
    ApplicationQuerySet,
    AttachmentKind,
    Committee,
    Direction,
    Grant,
    RuleSet,
)
from wijkwerk.domain.budgets.queries import ceilings
from wijkwerk.domain.people.models import Person
from wijkwerk.domain.signals.queries import distance
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.journal import queries as journal
from wijkwerk.foundation.journal.models import Entry
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.text import one_line
from wijkwerk.foundation.search.stems import stems

NEAR = 400  # metres
ALIKE = 0.34  # the part of the words of the shorter title that the other has too
MOST_COMPARED = 500
MOST_SHOWN = 10
WITH = ("fund", "work_area", "category", "rule_set", "round", "handler", "organisation", "initiative")


# ── One thing, for the guard ───────────────────────────────────────────────────────────────────────────────────────
def application(pk: int) -> Application:
    """One that came in."""
    found: Application = Application.objects.came_in().select_related(*WITH).get(pk=pk)
    return found


def paper_of(person: Person, pk: int) -> Application | None:
    """A form on paper that this person began to type."""
    found: Application | None = Application.objects.filter(pk=pk, is_paper=True, entered_by=person).first()
    return found


def application_by_link(key: str) -> Application | None:
    found: Application | None = Application.objects.select_related(*WITH).filter(link_key=key).first()
    return found


def has_expired(application: Application, *, on: date) -> bool:
    return application.link_until is not None and application.link_until < on


def attachment_of(pk: int, photo_id: int) -> ApplicationPhoto:
    """Either of the two, of what came in."""
    rows = ApplicationPhoto.objects.select_related("photo", "application__work_area", "application__rule_set")
    found: ApplicationPhoto = rows.exclude(application__state=ApplicationState.DRAFT).get(pk=photo_id, application=pk)
    return found


def picture_of(pk: int, photo_id: int) -> ApplicationPhoto:
    """A photo that the applicant added."""
    return _photo_of(pk, photo_id, AttachmentKind.PICTURE)


def scan_of(pk: int, photo_id: int) -> ApplicationPhoto:
    """A page of the form on paper."""
    return _photo_of(pk, photo_id, AttachmentKind.SCAN)


def _photo_of(pk: int, photo_id: int, kind: AttachmentKind) -> ApplicationPhoto:
    found = attachment_of(pk, photo_id)
    if found.kind != kind:
        raise ApplicationPhoto.DoesNotExist
    return found


# ── Lists ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def applications_visible_to(actor: Actor, *, on: date) -> ApplicationQuerySet:
    """By a role in the area, or as a member of the committee that its rules name."""
    found: ApplicationQuerySet = Application.objects.visible_to(actor)
    if isinstance(actor, Person):
        committees = Committee.objects.of_person(actor.pk, day=on)
        if committees.exists():
            named = RuleSet.objects.filter(Q(committee__in=committees) | Q(amount_bands__committee__in=committees))
            theirs = Application.objects.came_in().filter(rule_set__in=named.order_by().values("pk"))
            found = found | theirs.exclude(conflicts__person=actor)
    return found.select_related("fund", "work_area", "category", "handler", "round")


def drafts_entered_by(person: Person) -> QuerySet[Application]:
    """Forms on paper that this person began to type and did not send."""
    found: QuerySet[Application] = Application.objects.filter(
        state=ApplicationState.DRAFT, is_paper=True, entered_by=person
    )
    return found.order_by("-changed_at", "-id")


def narrowed(
    applications: QuerySet[Application],
    *,
    words: str = "",
    fund_id: int | None = None,
    area_id: int | None = None,
    state: str = "",
    handler_id: int | None = None,
    round_id: int | None = None,
) -> QuerySet[Application]:
    """The list with a filter on it. Words are looked for in number, title and place; names of applicants are not."""
    found = applications
    for word in one_line(words).split()[:6]:
        found = found.filter(Q(number__startswith=word) | Q(title__icontains=word) | Q(place__icontains=word))
    for field, wanted in (
        ("fund", fund_id),
        ("work_area", area_id),
        ("state", state),
        ("handler", handler_id),
        ("round", round_id),
    ):
        if wanted:
            found = found.filter(**{field: wanted})
    return found


# ── Around one ─────────────────────────────────────────────────────────────────────────────────────────────────────
def messages_for_applicant(application: Application) -> QuerySet[ApplicationMessage]:
    found: QuerySet[ApplicationMessage] = application.messages.exclude(direction=Direction.NOTE)
    return found


def costs_of(application: Application) -> ceilings.Costs:
    """What it costs, and what of that counts by its rules. Without lines of costs: what is to be paid, whole."""
    lines = [ceilings.Cost(line.kind, line.cents) for line in application.cost_lines.select_related("kind")]
    return ceilings.costs_that_count(lines or [ceilings.Cost(None, application.total_cents)])


def most_for(application: Application) -> ceilings.Most:
    """Every bound that the rules of its day set to it."""
    if application.rule_set is None:
        return ceilings.Most([])
    return ceilings.most_for(
        application.rule_set,
        costs_of(application),
        applicant_kind=application.applicant_kind,
        category_id=application.category_id,
        households=application.households or 0,
    )


def story_of(application: Application) -> list[Entry]:
    return list(journal.entries_about(application))


@dataclass(frozen=True)
class Similar:
    """An earlier grant, and why it may be the same."""

    grant: Grant
    why: tuple[str, ...]  # codes: applicant, place, words


def similar_grants(application: Application) -> list[Similar]:
    """Earlier grants that look like it, by applicant, place or words. Whether they are the same, a person says."""
    rules = application.rule_set
    years = rules.look_back_years if rules is not None else 0
    if not years:
        return []
    today = clock.dutch(application.sent_at).date() if application.sent_at else clock.today()
    since = today - timedelta(days=round(365.25 * years))
    candidates = (
        Grant.objects.standing()
        .filter(granted_at__date__gte=since)
        .exclude(application=application)
        .select_related("application__fund", "application__work_area", "pot__fund")
        .order_by("-granted_at", "-id")
    )
    wanted = set(stems(application.title))
    rows = candidates.filter(_near_or_same(application, "application__"))[:MOST_COMPARED]
    found = ((grant, tuple(_why_alike(application, wanted, grant.application))) for grant in rows)
    return [Similar(grant, why) for grant, why in found if why][:MOST_SHOWN]


def similar_open(application: Application) -> list[tuple[Application, tuple[str, ...]]]:
    """What is asked at this moment and looks like it, with why: perhaps somebody asked twice, or at two funds."""
    candidates = Application.objects.open().exclude(pk=application.pk).select_related("fund", "work_area")
    wanted = set(stems(application.title))
    rows = candidates.filter(_near_or_same(application, "")).order_by("-sent_at", "-id")[:MOST_COMPARED]
    found = ((other, tuple(_why_alike(application, wanted, other))) for other in rows)
    return [(other, why) for other, why in found if why][:MOST_SHOWN]


def grants_to_publish() -> QuerySet[Grant]:
    """What everybody may read was given: of who said so, and of organisations, whose names are no secret."""
    found: QuerySet[Grant] = Grant.objects.standing().filter(application__may_publish=True)
    return found.select_related(
        "application__fund", "application__work_area", "application__initiative", "application__organisation"
    )


def grants_of_applicant(application: Application, *, year: int) -> QuerySet[Grant]:
    """What this applicant was given from this fund in a year, as far as we can know it is the same one."""
    found: QuerySet[Grant] = (
        Grant.objects.standing()
        .filter(_same_applicant(application, "application__"), pot__fund=application.fund_id, pot__year=year)
        .exclude(application=application)
    )
    return found


def _near_or_same(application: Application, path: str) -> Q:
    """What it may look like: in its area or for all areas, and of the same applicant; anything where it is for all."""
    if application.work_area_id is None:
        return Q()
    in_area = Q(**{f"{path}work_area": application.work_area_id}) | Q(**{f"{path}work_area": None})
    return in_area | _same_applicant(application, path)


def _same_applicant(application: Application, path: str) -> Q:
    same = Q(pk__in=())
    if application.organisation_id:
        same |= Q(**{f"{path}organisation": application.organisation_id})
    if application.organisation_name:
        same |= Q(**{f"{path}organisation_name__iexact": application.organisation_name})
    if application.reply_address:
        same |= Q(**{f"{path}reply_address__iexact": application.reply_address})
    return same


def _why_alike(application: Application, wanted: set[str], earlier: Application) -> Iterable[str]:
    same_body = application.organisation_id and application.organisation_id == earlier.organisation_id
    same_name = (
        application.organisation_name
        and application.organisation_name.casefold() == earlier.organisation_name.casefold()
    )
    same_address = (
        application.reply_address and application.reply_address.casefold() == earlier.reply_address.casefold()
    )
    if same_body or same_name or same_address:
        yield "applicant"
    if application.lat is not None and application.lon is not None and earlier.lat is not None:
        if distance(application.lat, application.lon, earlier.lat, earlier.lon) <= NEAR:
            yield "place"
    elif application.place and application.place.casefold() == earlier.place.casefold():
        yield "place"
    theirs = set(stems(earlier.title))
    if wanted and theirs and len(wanted & theirs) / min(len(wanted), len(theirs)) >= ALIKE:
        yield "words"
