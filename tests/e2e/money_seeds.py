"""What of money for initiatives links alone do not lead to: what a letter leads to, and things in each state."""

from django.urls import reverse

from wijkwerk.domain.budgets.models import (
    Application,
    AwardYear,
    Claim,
    Decision,
    Fund,
    FundAccount,
    Grant,
    Initiative,
    Juror,
    Justification,
    Nomination,
    Payment,
    PaymentBatch,
    Pot,
    RuleSet,
    Saving,
    Support,
    VoteRound,
)
from wijkwerk.domain.budgets.models.initiatives import Starter
from wijkwerk.domain.budgets.operations import applications, rules
from wijkwerk.domain.signals.models import Reporter
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock


def first_of_each(rows, field):
    """One row for each value of a field."""
    return list({getattr(row, field): row for row in rows.order_by("-pk")}.values())


def for_visitor():
    """By the links that letters hold, and results of votes."""
    asked = [each for each in first_of_each(Application.objects.exclude(link_key=""), "state") if each.link_key]
    granted = Application.objects.exclude(link_key="").filter(decisions__grant__isnull=False).first()
    begun = applications.start(at=clock.now())
    starter = Starter.objects.exclude(link_key="").first()
    pages = [
        reverse("budgets:own_application", args=[begun.link_key]),
        reverse("budgets:application_step", args=[begun.link_key, "geld"]),
        reverse("budgets:check_application", args=[begun.link_key]),
        reverse("budgets:kept_application", args=[begun.link_key]),
        *(reverse("budgets:own_application", args=[each.link_key]) for each in asked),
        *(reverse("budgets:vote_result", args=[each.pk]) for each in VoteRound.objects.filter(state="published")),
        reverse("budgets:public_stories"),
        *(each.public_address for each in first_of_each(Initiative.objects.filter(is_public=True), "state")),
    ]
    if granted is not None:
        pages += [
            reverse(f"budgets:{name}", args=[granted.link_key])
            for name in ("own_application", "own_account", "own_justification")
        ]
    if starter is not None:
        pages += [
            reverse(f"budgets:{name}", args=[starter.link_key])
            for name in ("own_initiative", "own_initiative_change", "own_initiative_help", "own_initiative_tell")
        ]
    ideas = [each for each in Reporter.objects.select_related("signal") if each.is_first and each.signal.is_idea]
    by_link = [
        *(reverse("budgets:initiative_from_report", args=[each.link_key]) for each in ideas[:2]),
        reverse("budgets:own_support", args=[Support.objects.first().link_key]),
        reverse("budgets:own_nomination", args=[Nomination.objects.first().nominee_link_key]),
        *(reverse("budgets:judge", args=[juror.link_key]) for juror in Juror.objects.all()),
    ]
    return pages + by_link


def for_coordinator(person):
    """Of everything that this person may open something in each state."""
    kinds = {
        Permission.APPLICATION_VIEW: [Application.objects.came_in(), Justification.objects.all(), Claim.objects.all()],
        Permission.INITIATIVE_MANAGE: [Initiative.objects.all()],
        Permission.VOTE_MANAGE: [VoteRound.objects.all()],
        Permission.AWARD_MANAGE: [AwardYear.objects.all(), Nomination.objects.all()],
    }
    waiting = [
        decision.get_absolute_url()
        for decision in Decision.objects.filter(outcome="provisional")
        if policy.may(person, Permission.APPLICATION_VIEW, on=decision.application)
    ]
    return waiting + [
        thing.get_absolute_url()
        for permission, several in kinds.items()
        for rows in several
        for thing in {row.state: row for row in rows.order_by("-pk") if policy.may(person, permission, on=row)}.values()
    ]


def for_treasurer(person):
    """A draft of rules with each of its parts, payments in each state, a fund that a body distributes."""
    says = {"by": person, "at": clock.now()}
    by_formula = RuleSet.objects.filter(fund__per_area=True).published().first()
    draft = rules.start_rules(by_formula.fund, valid_from=clock.today(), copy_of=by_formula, **says)
    parts = ("wie", "voorwaarden", "bedragen", "kosten", "tijd", "besluit", "verantwoorden", "verdelen", "toelichting")
    own = Fund.objects.exclude(funded_by_grant=None).first()
    pages = [
        reverse("budgets:to_pay"),
        reverse("budgets:claims"),
        draft.get_absolute_url(),
        *(reverse("budgets:rule_part", args=[draft.pk, part]) for part in parts),
        *(fund.get_absolute_url() for fund in Fund.objects.all()),
        *(reverse("budgets:rounds", args=[fund.pk]) for fund in Fund.objects.filter(rounds__isnull=False).distinct()),
        *(payment.get_absolute_url() for payment in first_of_each(Payment.objects.all(), "state")),
        *(reverse("budgets:prepare_payment", args=[grant.pk]) for grant in Grant.objects.standing()[:1]),
        *(claim.get_absolute_url() for claim in first_of_each(Claim.objects.all(), "state")),
    ]
    pages += [
        *(reverse("budgets:pot", args=[pot.pk]) for pot in Pot.objects.filter(year__lt=clock.today().year)),
        *(reverse("budgets:categories", args=[fund.pk]) for fund in Fund.objects.exclude(categories=None)),
        *(reverse("budgets:saving", args=[saving.pk]) for saving in Saving.objects.all()),
        *(batch.get_absolute_url() for batch in PaymentBatch.objects.all()),
        *(
            f"{reverse('budgets:export_payments')}?payments={each.pk}"
            for each in Payment.objects.filter(state="prepared")
        ),
        *(reverse("budgets:fund_account", args=[account.pk]) for account in FundAccount.objects.all()),
        *(reverse("budgets:claim_back", args=[grant.pk]) for grant in Grant.objects.standing().order_by("pk")[:1]),
    ]
    return pages + ([reverse("budgets:distributing", args=[own.pk])] if own is not None else [])
