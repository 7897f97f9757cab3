"""The one table of who may what. It is also the page that shows what a role does and does not do.

Roles are stored by their code, never by a class path. `word` names the municipality's own word, where it may have one.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wijkwerk.foundation.access.permissions import Permission as P  # noqa: N817 - stands in every line of the table


class Role(StrEnum):
    EVERYONE = "everyone"
    REPORTER = "reporter"
    RESIDENTS_BODY = "residents_body"
    COORDINATOR = "coordinator"
    ALDERMAN = "alderman"
    SPECIALIST = "specialist"
    PARTNER = "partner"
    DESK = "desk"
    CLERK = "clerk"
    ADMINISTRATOR = "administrator"
    HOST = "host"
    VOLUNTEER = "volunteer"
    PARTICIPANT = "participant"
    HANDLER = "handler"
    WALKER = "walker"
    TREASURER = "treasurer"
    APPLICANT = "applicant"
    COMMITTEE_MEMBER = "committee_member"
    JUROR = "juror"


@dataclass(frozen=True)
class Part:
    """What a role does, does not do, and may. `held` says whether a person can be given it, for which reach."""

    name: str | Promise
    does: str | Promise
    does_not: str | Promise
    may: frozenset[P]
    word: str = ""
    held: str = ""  # "area": for one work area; "municipality": for all; "": follows from the thing itself


EVERYONE_MAY = frozenset(
    {
        P.AREA_VIEW,
        P.SIGNAL_REPORT,
        P.SIGNAL_VIEW_PUBLIC,
        P.THREAD_VIEW,
        P.AGENDA_VIEW,
        P.PLAN_VIEW,
        P.SURVEY_ANSWER,
        P.INSPECTION_VIEW,
        P.MEETING_VIEW_PUBLIC,
        P.EXPERIMENT_VIEW,
        P.TEAM_VIEW,
        P.ROLES_VIEW,
        P.FACILITY_VIEW,
        P.CATALOGUE_VIEW,
        P.FUND_VIEW,
        P.APPLICATION_SEND,
        P.VOTE_VIEW,
        P.INITIATIVE_VIEW,
    }
)

ROLES: dict[Role, Part] = {
    Role.EVERYONE: Part(
        name=_("iedereen"),
        does=_("Meldt, leest wat openbaar is, ziet wie er voor een gebied werkt."),
        does_not=_("Ziet geen namen, adressen of meldingen die niet openbaar zijn."),
        may=EVERYONE_MAY,
    ),
    Role.REPORTER: Part(
        name=_("melder"),
        does=_("Volgt de eigen melding met een geheime link, vult aan, antwoordt, trekt in, zegt of het geholpen is."),
        does_not=_("Ziet geen notities van medewerkers en geen andere melders."),
        may=EVERYONE_MAY | {P.SIGNAL_FOLLOW_OWN},
    ),
    Role.RESIDENTS_BODY: Part(
        name=_("wijkraad"),
        word="residents_body",
        held="area",
        does=_("Brengt signalen in, denkt mee over plannen en stemt ermee in, spreekt namens het gebied."),
        does_not=_("Ziet niet wie een melding deed. Beslist niet over het antwoord."),
        may=EVERYONE_MAY
        | {
            P.PLAN_COMMENT,
            P.PLAN_OWN,
            P.YEAR_PLAN_VIEW,
            P.INSPECTION_WALK,
            P.MEETING_VIEW,
            P.PEOPLE_VIEW,
            P.LEDGER_VIEW,
        },
    ),
    Role.COORDINATOR: Part(
        name=_("wijkregisseur"),
        word="coordinator",
        held="area",
        does=_(
            "Verbindt partners, is het eerste aanspreekpunt, geeft antwoord op signalen, brengt ze naar de juiste "
            "vakcollega, bewaakt de voortgang van de projectenagenda en adviseert over het proces."
        ),
        does_not=_(
            "Trekt geen projecten of bewonersinitiatieven, is niet de postbode tussen partners en doet niet de "
            "administratie van de wijkraad."
        ),
        may=EVERYONE_MAY
        | {
            P.PLAN_MANAGE,
            P.PLAN_COMMENT,
            P.PLAN_ADOPT,
            P.YEAR_PLAN_VIEW,
            P.YEAR_PLAN_MANAGE,
            P.EVALUATION_MANAGE,
            P.SURVEY_ENTER,
            P.INSPECTION_WALK,
            P.INSPECTION_MANAGE,
            P.MEETING_VIEW,
            P.MEETING_MANAGE,
            P.MEETING_REGISTER,
            P.EXPERIMENT_MANAGE,
            P.PEOPLE_VIEW,
            P.TEAM_MANAGE,
            P.SIGNAL_VIEW,
            P.SIGNAL_VIEW_REPORTER,
            P.SIGNAL_TRIAGE,
            P.SIGNAL_ANSWER,
            P.SIGNAL_PICK_UP,
            P.SIGNAL_NOTE,
            P.SIGNAL_PUBLISH,
            P.SIGNAL_FOR_RESIDENT,
            P.UPKEEP_MANAGE,
            P.AGENDA_MANAGE,
            P.ITEM_PROGRESS,
            P.LETTER_VIEW,
            P.LETTER_SEND_AGAIN,
            P.FACILITY_MANAGE,
            P.COVENANT_VIEW,
            P.COVENANT_MANAGE,
            P.REACH_VIEW,
            P.LEDGER_VIEW,
            P.APPLICATION_FOR_RESIDENT,
            P.APPLICATION_VIEW,
            P.APPLICATION_VIEW_APPLICANT,
            P.APPLICATION_HANDLE,
            P.APPLICATION_ADVISE,
            P.GRANT_DECIDE,
            P.VOTE_MANAGE,
            P.VOTE_ENTER,
            P.INITIATIVE_MANAGE,
            P.AWARD_MANAGE,
        },
    ),
    Role.ALDERMAN: Part(
        name=_("wijkwethouder"),
        word="alderman",
        held="area",
        does=_("Is een vertrouwd gezicht in het gebied en helpt doorbreken wat vastzit."),
        does_not=_("Beantwoordt geen signalen zelf en ziet niet wie een melding deed."),
        may=EVERYONE_MAY
        | {
            P.PLAN_COMMENT,
            P.YEAR_PLAN_VIEW,
            P.MEETING_VIEW,
            P.PEOPLE_VIEW,
            P.SIGNAL_VIEW,
            P.COVENANT_VIEW,
            P.REACH_VIEW,
            P.LEDGER_VIEW,
            P.APPLICATION_VIEW,
            P.APPLICATION_ADVISE,
            P.GRANT_DECIDE,
            P.AWARD_MANAGE,
        },
    ),
    Role.SPECIALIST: Part(
        name=_("vakspecialist"),
        held="area",
        does=_("Pakt signalen van het eigen vak op en laat collega's weten wat ermee gebeurt."),
        does_not=_("Geeft niet zelf het antwoord ja, nee of ja-mits aan de inwoner."),
        may=EVERYONE_MAY
        | {
            P.PLAN_COMMENT,
            P.YEAR_PLAN_VIEW,
            P.INSPECTION_WALK,
            P.MEETING_VIEW,
            P.PEOPLE_VIEW,
            P.SIGNAL_VIEW,
            P.SIGNAL_PICK_UP,
            P.SIGNAL_NOTE,
            P.ITEM_PROGRESS,
        },
    ),
    Role.PARTNER: Part(
        name=_("partner"),
        held="area",
        does=_("Pakt op wat aan de eigen organisatie is doorgegeven en ziet waar zij deel van is."),
        does_not=_("Ziet geen signalen die niet aan de eigen organisatie zijn doorgegeven, en niet wie meldde."),
        may=EVERYONE_MAY | {P.PLAN_COMMENT, P.YEAR_PLAN_VIEW, P.INSPECTION_WALK, P.MEETING_VIEW, P.PEOPLE_VIEW},
    ),
    Role.DESK: Part(
        name=_("baliemedewerker"),
        held="municipality",
        does=_(
            "Neemt meldingen aan voor inwoners die bellen, schrijven of aan de balie staan. "
            "Verstuurt brieven en belt wie geen e-mail heeft."
        ),
        does_not=_("Geeft geen antwoord op signalen en verdeelt ze niet."),
        may=EVERYONE_MAY
        | {
            P.YEAR_PLAN_VIEW,
            P.SURVEY_ENTER,
            P.MEETING_REGISTER,
            P.PEOPLE_VIEW,
            P.SIGNAL_FOR_RESIDENT,
            P.SIGNAL_VIEW,
            P.SIGNAL_VIEW_REPORTER,
            P.SIGNAL_NOTE,
            P.LETTER_VIEW,
            P.LETTER_SEND_AGAIN,
            P.APPLICATION_FOR_RESIDENT,
            P.APPLICATION_VIEW,
            P.APPLICATION_VIEW_APPLICANT,
            P.VOTE_ENTER,
        },
    ),
    Role.CLERK: Part(
        name=_("griffie"),
        held="municipality",
        does=_(
            "Legt vast wat de raad vraagt, wat toegezegd en besloten is. Houdt stemrondes, ook van de hele gemeente."
        ),
        does_not=_("Ziet geen meldingen die niet openbaar zijn, en niet wie geld aanvraagt."),
        may=EVERYONE_MAY
        | {
            P.PLAN_ADOPT,
            P.YEAR_PLAN_VIEW,
            P.MEETING_VIEW,
            P.PEOPLE_VIEW,
            P.LEDGER_VIEW,
            P.VOTE_MANAGE,
            P.VOTE_ENTER,
        },
    ),
    Role.ADMINISTRATOR: Part(
        name=_("beheerder"),
        held="municipality",
        does=_("Beheert instellingen, gebieden, mensen, rollen en bewaartermijnen."),
        does_not=_("Leest geen meldingen en geen trajecten."),
        may=EVERYONE_MAY
        | {
            P.YEAR_PLAN_VIEW,
            P.AREA_MANAGE,
            P.SETTINGS_MANAGE,
            P.JOBS_MANAGE,
            P.PRIVACY_MANAGE,
            P.ACCESS_LOG_VIEW,
            P.PEOPLE_VIEW,
            P.PEOPLE_MANAGE,
            P.TEAM_MANAGE,
            P.ACCOUNT_INVITE,
            P.CATEGORY_MANAGE,
            P.UPKEEP_MANAGE,
            P.FACILITY_MANAGE,
            P.FUND_MANAGE,
            P.LEDGER_VIEW,
        },
    ),
    Role.HOST: Part(
        name=_("gastheer of gastvrouw"),
        held="area",
        does=_(
            "Leidt de balie van een wijkwerkplaats: opent en sluit de dag, leent uit, voert het gesprek over een klus, "
            "deelt het werk in, regelt wat iemand niet kan betalen en weet wie er meewerkt."
        ),
        does_not=_("Vraagt geen inkomen, geen burgerservicenummer en geen geboortedatum. Leest geen meldingen."),
        may=EVERYONE_MAY
        | {
            P.PEOPLE_VIEW,
            P.FACILITY_MANAGE,
            P.WORKSHOP_DESK,
            P.WORKSHOP_MANAGE,
            P.WORKSHOP_INTAKE,
            P.WORKSHOP_PLAN,
            P.PARTICIPANT_VIEW,
            P.REACH_VIEW,
            P.COVENANT_VIEW,
        },
    ),
    Role.VOLUNTEER: Part(
        name=_("vrijwilliger aan de balie"),
        held="area",
        does=_(
            "Helpt aan de balie van een wijkwerkplaats: uitlenen, terugnemen, bezoek, een klus of reparatie aannemen."
        ),
        does_not=_("Leest geen gesprekken over klussen en ziet niet volgens welke regeling iemand meewerkt."),
        may=EVERYONE_MAY | {P.PEOPLE_VIEW, P.WORKSHOP_DESK},
    ),
    Role.PARTICIPANT: Part(
        name=_("deelnemer"),
        does=_("Ziet het eigen werk, de eigen uren en wat er te leren is."),
        does_not=_("Ziet niets van andere deelnemers."),
        may=EVERYONE_MAY | {P.WORK_OWN},
    ),
    Role.HANDLER: Part(
        name=_("oppakker"),
        does=_("Werkt aan het signaal of het project dat aan hem of haar is doorgegeven."),
        does_not=_("Ziet niets dat aan anderen is doorgegeven, en niet wie meldde."),
        may=EVERYONE_MAY | {P.SIGNAL_VIEW, P.SIGNAL_PICK_UP, P.SIGNAL_NOTE, P.ITEM_PROGRESS},
    ),
    Role.WALKER: Part(
        name=_("loper van een schouw"),
        does=_("Loopt één schouw mee, zonder account, en geeft een oordeel per punt."),
        does_not=_("Ziet geen namen van andere lopers en niet wie welk oordeel gaf."),
        may=EVERYONE_MAY | {P.INSPECTION_WALK},
    ),
    Role.TREASURER: Part(
        name=_("budgethouder"),
        held="municipality",
        does=_("Stelt budgetten en hun regels in, zet betalingen klaar, vraagt geld terug en houdt het kasboek bij."),
        does_not=_("Adviseert en beslist niet over aanvragen. Leest geen meldingen."),
        may=EVERYONE_MAY
        | {
            P.PEOPLE_VIEW,
            P.FUND_MANAGE,
            P.LEDGER_VIEW,
            P.PAYMENT_MANAGE,
            P.APPLICATION_VIEW,
            P.APPLICATION_VIEW_APPLICANT,
        },
    ),
    Role.APPLICANT: Part(
        name=_("aanvrager"),
        does=_("Volgt de eigen aanvraag met een geheime link, vult aan, trekt in en verantwoordt wat is uitgegeven."),
        does_not=_("Ziet geen aanvragen van anderen en geen notities van medewerkers."),
        may=EVERYONE_MAY | {P.APPLICATION_FOLLOW_OWN, P.INITIATIVE_OWN},
    ),
    Role.COMMITTEE_MEMBER: Part(
        name=_("commissielid"),
        does=_("Leest de aanvragen voor de eigen commissie en adviseert of beslist erover."),
        does_not=_("Ziet niet wie aanvraagt. Doet niet mee over een aanvraag met een eigen belang."),
        may=EVERYONE_MAY | {P.APPLICATION_VIEW, P.APPLICATION_ADVISE, P.GRANT_DECIDE},
    ),
    Role.JUROR: Part(
        name=_("jurylid"),
        does=_("Leest de voordrachten voor de waardering van een jaar en oordeelt erover."),
        does_not=_("Ziet niet wie iemand voordroeg."),
        may=EVERYONE_MAY | {P.AWARD_JUDGE},
    ),
}


def roles_with(permission: P) -> list[Role]:
    """The roles that carry a permission, in the order of the table."""
    return [role for role, part in ROLES.items() if permission in part.may]


def roles_that_can_be_given() -> list[Role]:
    return [role for role, part in ROLES.items() if part.held]
