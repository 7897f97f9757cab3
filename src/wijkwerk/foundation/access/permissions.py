"""Every deed that can be allowed or refused, in one list. The value is what an administrator reads in the API."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Permission(StrEnum):
    AREA_VIEW = "area_view"
    AREA_MANAGE = "area_manage"
    SETTINGS_MANAGE = "settings_manage"
    ROLES_VIEW = "roles_view"
    JOBS_MANAGE = "jobs_manage"
    PRIVACY_MANAGE = "privacy_manage"
    ACCESS_LOG_VIEW = "access_log_view"

    PEOPLE_VIEW = "people_view"
    PEOPLE_MANAGE = "people_manage"
    TEAM_VIEW = "team_view"
    TEAM_MANAGE = "team_manage"
    ACCOUNT_INVITE = "account_invite"

    SIGNAL_REPORT = "signal_report"
    SIGNAL_VIEW = "signal_view"
    SIGNAL_VIEW_REPORTER = "signal_view_reporter"
    SIGNAL_VIEW_PUBLIC = "signal_view_public"
    SIGNAL_TRIAGE = "signal_triage"
    SIGNAL_ANSWER = "signal_answer"
    SIGNAL_PICK_UP = "signal_pick_up"
    SIGNAL_NOTE = "signal_note"
    SIGNAL_PUBLISH = "signal_publish"
    SIGNAL_FOLLOW_OWN = "signal_follow_own"
    SIGNAL_FOR_RESIDENT = "signal_for_resident"
    CATEGORY_MANAGE = "category_manage"
    UPKEEP_MANAGE = "upkeep_manage"

    THREAD_VIEW = "thread_view"
    AGENDA_VIEW = "agenda_view"
    AGENDA_MANAGE = "agenda_manage"
    ITEM_PROGRESS = "item_progress"

    PLAN_VIEW = "plan_view"
    PLAN_MANAGE = "plan_manage"
    PLAN_COMMENT = "plan_comment"
    PLAN_OWN = "plan_own"
    PLAN_ADOPT = "plan_adopt"
    YEAR_PLAN_VIEW = "year_plan_view"
    YEAR_PLAN_MANAGE = "year_plan_manage"
    EVALUATION_MANAGE = "evaluation_manage"
    SURVEY_ANSWER = "survey_answer"
    SURVEY_ENTER = "survey_enter"

    INSPECTION_VIEW = "inspection_view"
    INSPECTION_WALK = "inspection_walk"
    INSPECTION_MANAGE = "inspection_manage"

    MEETING_VIEW_PUBLIC = "meeting_view_public"
    MEETING_VIEW = "meeting_view"
    MEETING_MANAGE = "meeting_manage"
    MEETING_REGISTER = "meeting_register"
    EXPERIMENT_VIEW = "experiment_view"
    EXPERIMENT_MANAGE = "experiment_manage"

    FUND_VIEW = "fund_view"
    FUND_MANAGE = "fund_manage"
    LEDGER_VIEW = "ledger_view"
    PAYMENT_MANAGE = "payment_manage"
    APPLICATION_SEND = "application_send"
    APPLICATION_FOLLOW_OWN = "application_follow_own"
    APPLICATION_FOR_RESIDENT = "application_for_resident"
    APPLICATION_VIEW = "application_view"
    APPLICATION_VIEW_APPLICANT = "application_view_applicant"
    APPLICATION_HANDLE = "application_handle"
    APPLICATION_ADVISE = "application_advise"
    GRANT_DECIDE = "grant_decide"
    VOTE_VIEW = "vote_view"
    VOTE_MANAGE = "vote_manage"
    VOTE_ENTER = "vote_enter"
    INITIATIVE_VIEW = "initiative_view"
    INITIATIVE_OWN = "initiative_own"
    INITIATIVE_MANAGE = "initiative_manage"
    AWARD_MANAGE = "award_manage"
    AWARD_JUDGE = "award_judge"

    FACILITY_VIEW = "facility_view"
    FACILITY_MANAGE = "facility_manage"
    COVENANT_VIEW = "covenant_view"
    COVENANT_MANAGE = "covenant_manage"

    CATALOGUE_VIEW = "catalogue_view"
    WORKSHOP_DESK = "workshop_desk"
    WORKSHOP_MANAGE = "workshop_manage"
    WORKSHOP_INTAKE = "workshop_intake"
    WORKSHOP_PLAN = "workshop_plan"
    PARTICIPANT_VIEW = "participant_view"
    WORK_OWN = "work_own"
    REACH_VIEW = "reach_view"

    LETTER_VIEW = "letter_view"
    LETTER_SEND_AGAIN = "letter_send_again"


DOES: dict[Permission, str | Promise] = {
    Permission.AREA_VIEW: _("gebieden bekijken"),
    Permission.AREA_MANAGE: _("gebieden en cijfers beheren"),
    Permission.SETTINGS_MANAGE: _("instellingen van de gemeente beheren"),
    Permission.ROLES_VIEW: _("zien wie wat mag"),
    Permission.JOBS_MANAGE: _("werk op de achtergrond bekijken en opnieuw starten"),
    Permission.PRIVACY_MANAGE: _("bewaartermijnen instellen"),
    Permission.ACCESS_LOG_VIEW: _("zien wie gevoelige gegevens heeft gelezen"),
    Permission.PEOPLE_VIEW: _("mensen en organisaties bekijken"),
    Permission.PEOPLE_MANAGE: _("mensen, organisaties en rollen beheren"),
    Permission.TEAM_VIEW: _("het team van een gebied bekijken"),
    Permission.TEAM_MANAGE: _("het team van een gebied samenstellen"),
    Permission.ACCOUNT_INVITE: _("iemand uitnodigen om in te loggen"),
    Permission.SIGNAL_REPORT: _("een melding doen"),
    Permission.SIGNAL_VIEW: _("meldingen bekijken"),
    Permission.SIGNAL_VIEW_REPORTER: _("zien wie een melding deed"),
    Permission.SIGNAL_VIEW_PUBLIC: _("openbare meldingen bekijken"),
    Permission.SIGNAL_TRIAGE: _("meldingen verdelen, samenvoegen en bundelen"),
    Permission.SIGNAL_ANSWER: _("meldingen beantwoorden"),
    Permission.SIGNAL_PICK_UP: _("meldingen oppakken en afronden"),
    Permission.SIGNAL_NOTE: _("notities bij meldingen schrijven"),
    Permission.SIGNAL_PUBLISH: _("meldingen openbaar maken"),
    Permission.SIGNAL_FOLLOW_OWN: _("de eigen melding volgen en aanvullen"),
    Permission.SIGNAL_FOR_RESIDENT: _("melden namens een inwoner"),
    Permission.CATEGORY_MANAGE: _("onderwerpen en verdeelregels beheren"),
    Permission.UPKEEP_MANAGE: _("opschrijven hoe de openbare ruimte wordt onderhouden"),
    Permission.THREAD_VIEW: _("de rode draad bekijken"),
    Permission.AGENDA_VIEW: _("projecten bekijken"),
    Permission.AGENDA_MANAGE: _("de projectenagenda beheren"),
    Permission.ITEM_PROGRESS: _("voortgang van een project bijhouden"),
    Permission.PLAN_VIEW: _("wijkvisies, programma's en evaluaties bekijken"),
    Permission.PLAN_MANAGE: _("wijkvisies en programma's opstellen en bijhouden"),
    Permission.PLAN_COMMENT: _("op een wijkvisie of programma reageren"),
    Permission.PLAN_OWN: _("een eigen plan van bewoners schrijven en met een programma instemmen"),
    Permission.PLAN_ADOPT: _("vastleggen dat een visie is vastgesteld"),
    Permission.YEAR_PLAN_VIEW: _("de jaarplanning bekijken"),
    Permission.YEAR_PLAN_MANAGE: _("de jaarplanning bijhouden"),
    Permission.EVALUATION_MANAGE: _("een wijkevaluatie en haar enquête maken"),
    Permission.SURVEY_ANSWER: _("een enquête invullen"),
    Permission.SURVEY_ENTER: _("papieren enquêtes invoeren"),
    Permission.INSPECTION_VIEW: _("schouwen en hun uitkomst bekijken"),
    Permission.INSPECTION_WALK: _("een schouw lopen en punten beoordelen"),
    Permission.INSPECTION_MANAGE: _("schouwen voorbereiden en afronden"),
    Permission.MEETING_VIEW_PUBLIC: _("openbare bijeenkomsten bekijken en zich aanmelden"),
    Permission.MEETING_VIEW: _("overleggen, verslagen en acties bekijken"),
    Permission.MEETING_MANAGE: _("overleggen plannen, voorbereiden en verslaan"),
    Permission.MEETING_REGISTER: _("aanmeldingen voor een bijeenkomst aannemen, bekijken en nabellen"),
    Permission.EXPERIMENT_VIEW: _("lezen wat er is geprobeerd en geleerd"),
    Permission.EXPERIMENT_MANAGE: _("proeven en wat ze leerden bijhouden"),
    Permission.FUND_VIEW: _("budgetten, hun regels en hun stand bekijken"),
    Permission.FUND_MANAGE: _("budgetten, regels, rondes en commissies instellen"),
    Permission.LEDGER_VIEW: _("het kasboek van een budget bekijken"),
    Permission.PAYMENT_MANAGE: _("betalingen klaarzetten en geld terugvragen"),
    Permission.APPLICATION_SEND: _("geld aanvragen voor een initiatief"),
    Permission.APPLICATION_FOLLOW_OWN: _("de eigen aanvraag volgen, aanvullen en verantwoorden"),
    Permission.APPLICATION_FOR_RESIDENT: _("geld aanvragen namens een inwoner"),
    Permission.APPLICATION_VIEW: _("aanvragen bekijken"),
    Permission.APPLICATION_VIEW_APPLICANT: _("zien wie een aanvraag deed"),
    Permission.APPLICATION_HANDLE: _("aanvragen controleren en een verantwoording beoordelen"),
    Permission.APPLICATION_ADVISE: _("over een aanvraag adviseren"),
    Permission.GRANT_DECIDE: _("over een aanvraag beslissen"),
    Permission.VOTE_VIEW: _("stemmen en de uitslag van een stemronde bekijken"),
    Permission.VOTE_MANAGE: _("stemrondes voorbereiden, openen en tellen"),
    Permission.VOTE_ENTER: _("stemcodes uitgeven en papieren stembiljetten invoeren"),
    Permission.INITIATIVE_VIEW: _("initiatieven bekijken en steunen"),
    Permission.INITIATIVE_OWN: _("het eigen initiatief bijhouden"),
    Permission.INITIATIVE_MANAGE: _("initiatieven openbaar maken en bijhouden"),
    Permission.AWARD_MANAGE: _("de waardering van het jaar voorbereiden en uitreiken"),
    Permission.AWARD_JUDGE: _("als jury oordelen over voordrachten"),
    Permission.FACILITY_VIEW: _("voorzieningen, openingstijden en spreekuren bekijken"),
    Permission.FACILITY_MANAGE: _("voorzieningen, openingstijden en spreekuren bijhouden"),
    Permission.COVENANT_VIEW: _("convenanten en afspraken met partners bekijken"),
    Permission.COVENANT_MANAGE: _("convenanten en afspraken met partners bijhouden"),
    Permission.CATALOGUE_VIEW: _("zien wat er in de wijkwerkplaats te leen is"),
    Permission.WORKSHOP_DESK: _("aan de balie van de wijkwerkplaats helpen: uitlenen, terugnemen, bezoek, klussen"),
    Permission.WORKSHOP_MANAGE: _("de wijkwerkplaats leiden: gereedschap, tarieven, kwijtschelding, kas, regels"),
    Permission.WORKSHOP_INTAKE: _("een gesprek over een klus voeren en teruglezen"),
    Permission.WORKSHOP_PLAN: _("het werk van de week indelen"),
    Permission.PARTICIPANT_VIEW: _("zien wie er meewerkt, volgens welke regeling en hoeveel uur"),
    Permission.WORK_OWN: _("het eigen werk en de eigen uren zien"),
    Permission.REACH_VIEW: _("zien wie de wijkwerkplaats bereikt, zonder namen"),
    Permission.LETTER_VIEW: _("verstuurde berichten bekijken"),
    Permission.LETTER_SEND_AGAIN: _("berichten opnieuw versturen"),
}
