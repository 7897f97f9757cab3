"""The pages about money, in the order in which somebody with a plan meets them, and then who handles it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.web.entries import Entry, Groups

GROUPS: Groups = [
    (
        _("Een plan met de buurt"),
        [
            Entry(
                _("Geld aanvragen"),
                _("Vertel wat u wilt doen, met wie en wat het kost. In vijf minuten, zonder account."),
                "budgets:apply",
                "plus",
                Permission.APPLICATION_SEND,
            ),
            Entry(
                _("Initiatieven"),
                _("Wat buren bedenken en doen. Steun een plan, help mee of zet uw eigen plan erbij."),
                "budgets:initiatives",
                "idea",
                Permission.INITIATIVE_VIEW,
            ),
            Entry(
                _("Stemmen"),
                _("Bewoners kiezen welke plannen er komen. Lees de uitslag en reken haar na."),
                "budgets:votes",
                "check",
                Permission.VOTE_VIEW,
            ),
            Entry(
                _("Waardering van het jaar"),
                _("Draag iemand voor die veel voor de buurt doet."),
                "budgets:awards",
                "heart",
                Permission.INITIATIVE_VIEW,
                word="award",
            ),
        ],
    ),
    (
        _("Waar het geld voor is"),
        [
            Entry(
                _("Budgetten"),
                _("Welk geld er is, wie het mag vragen, welke regels er zijn en wat er nog over is."),
                "budgets:funds",
                "money",
                Permission.FUND_VIEW,
            ),
            Entry(
                _("Toegekend geld"),
                _("Welke plannen geld kregen, en hoeveel."),
                "budgets:granted",
                "check",
                Permission.FUND_VIEW,
            ),
            Entry(
                _("Wat er van het geld kwam"),
                _("Verhalen en foto's van wie geld kreeg, met hun toestemming."),
                "budgets:public_stories",
                "camera",
                Permission.INITIATIVE_VIEW,
            ),
            Entry(
                _("Commissies"),
                _("Wie er over aanvragen adviseert of beslist."),
                "budgets:committees",
                "users",
                Permission.FUND_VIEW,
            ),
            Entry(
                _("Geld van partners"),
                _("Wat partners voor projecten toezegden, en wat er is gereserveerd en gegeven."),
                "budgets:partner_money",
                "thread",
                Permission.LEDGER_VIEW,
            ),
        ],
    ),
    (
        _("Aanvragen behandelen"),
        [
            Entry(
                _("Aanvragen"),
                _("Wat er binnenkwam, wat op u wacht en wat bijna te laat is."),
                "budgets:applications",
                "list",
                Permission.APPLICATION_VIEW,
            ),
            Entry(
                _("Papieren aanvraag"),
                _("Voer een aanvraag in voor iemand die hem op papier, aan de balie of aan de telefoon doet."),
                "budgets:new_paper_application",
                "edit",
                Permission.APPLICATION_FOR_RESIDENT,
            ),
            Entry(
                _("Besluiten"),
                _("Besluiten die klaarliggen om samen bekend te maken, of die op een voorwaarde wachten."),
                "budgets:drafts",
                "send",
                Permission.GRANT_DECIDE,
            ),
            Entry(
                _("Bezwaren"),
                _("Wie het niet eens is met een besluit, en wanneer daarover beslist moet zijn."),
                "budgets:objections",
                "question",
                Permission.APPLICATION_VIEW,
            ),
            Entry(
                _("Verantwoordingen"),
                _("Wat er met het geld is gedaan: wat binnen is, wat nog moet komen."),
                "budgets:justifications",
                "camera",
                Permission.APPLICATION_VIEW,
            ),
        ],
    ),
    (
        _("Instellen, betalen en bijhouden"),
        [
            Entry(
                _("Nieuw budget"),
                _("Maak een budget, schrijf de regels, verdeel het geld en stel het open: stap voor stap."),
                "budgets:new_fund",
                "plus",
                Permission.FUND_MANAGE,
            ),
            Entry(
                _("Betalingen"),
                _("Zet betalingen klaar, maak het bestand voor de bank en leg vast wat betaald is."),
                "budgets:to_pay",
                "download",
                Permission.PAYMENT_MANAGE,
            ),
            Entry(
                _("Terugvorderingen"),
                _("Geld dat terug moet komen, en wat er al terug is."),
                "budgets:claims",
                "arrow-left",
                Permission.APPLICATION_VIEW,
            ),
        ],
    ),
    (
        _("Stemrondes, initiatieven en waardering regelen"),
        [
            Entry(
                _("Stemrondes"),
                _("Bereid een stemronde voor, geef codes uit, voer papieren stemmen in en tel."),
                "budgets:vote_rounds",
                "check",
                Permission.VOTE_ENTER,
            ),
            Entry(
                _("Initiatieven bekijken en plaatsen"),
                _("Wat nieuw is en nog niet openbaar, en wat bewoners erbij schreven."),
                "budgets:initiatives_to_check",
                "eye",
                Permission.INITIATIVE_MANAGE,
            ),
            Entry(
                _("Waardering regelen"),
                _("Voordrachten, jury en uitreiking."),
                "budgets:manage_awards",
                "heart",
                Permission.AWARD_MANAGE,
            ),
        ],
    ),
]
