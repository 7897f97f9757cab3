"""The yearly award for everybody: what it is, nominating, saying yes or no to one's name, judging."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wijkwerk.domain.budgets.forms.awards import NominationForm, ScoreForm
from wijkwerk.domain.budgets.models import AWARD_RUNNING, AwardState, AwardYear, Juror, Nomination
from wijkwerk.domain.budgets.operations import awards
from wijkwerk.domain.budgets.queries import awards as queries
from wijkwerk.domain.budgets.secret_links import JURY, NOMINEE
from wijkwerk.domain.signals import limits
from wijkwerk.foundation.access import links, policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock, pages
from wijkwerk.foundation.kit.refusals import refusals_shown_in


@needs(Permission.INITIATIVE_VIEW)
def award_list(request: HttpRequest) -> HttpResponse:
    """What runs now, and who got it before."""
    rows = list(queries.public_awards())
    context = {
        "running": [row for row in rows if row.state in AWARD_RUNNING],
        "earlier": [
            (row, queries.winner_to_show(row))
            for row in rows
            if row.state in (AwardState.ANNOUNCED, AwardState.CANCELLED)
        ],
        "manages": bool(policy.may_somewhere(policy.actor_of(request), Permission.AWARD_MANAGE)),
    }
    return render(request, "budgets/awards.html", context)


def can_nominate(row: AwardYear) -> bool:
    return row.state == AwardState.OPEN and row.opens_at <= clock.now() < row.closes_at


@needs(Permission.INITIATIVE_VIEW, find=queries.public_award)
def award(request: HttpRequest, row: AwardYear) -> HttpResponse:
    actor = policy.actor_of(request)
    juror = row.jurors.filter(person=actor.id).first() if actor.kind == "person" else None
    context = {
        "award": row,
        "jury_address": reverse("budgets:my_jury", args=[juror.pk]) if juror is not None else "",
        "can_nominate": can_nominate(row),
        "begins_later": row.state == AwardState.OPEN and clock.now() < row.opens_at,
        "nominees": queries.public_nominees(row)[row.pk],
        "winner": queries.winner_to_show(row),
        "manages": bool(policy.may(actor, Permission.AWARD_MANAGE, on=row)),
    }
    return render(request, "budgets/award.html", context)


@needs(Permission.INITIATIVE_VIEW, find=queries.public_award)
def nominate(request: HttpRequest, row: AwardYear) -> HttpResponse:
    if request.method != "POST" and not can_nominate(row):
        return redirect(row.public_address)
    form = NominationForm(pages.posted(request))
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form), limits.counted(request, what=_("voordrachten")):
            awards.nominate(row, **form.values, **policy.deed(request))
            return pages.done(request, _("Dank u. Uw voordracht is binnen."), row.public_address)
    return pages.form_page(
        request, form, _("Draag iemand voor"), submit=_("Draag voor"), back=row.public_address, back_to=row.name
    )


# ── With the secret link of who is nominated ───────────────────────────────────────────────────────────────────────
nominee_link = links.by_link(NOMINEE)


@nominee_link
def own_nomination(request: HttpRequest, row: Nomination) -> HttpResponse:
    """You are nominated: may everybody read your name? Either answer can be changed later."""
    return render(request, "budgets/own_nomination.html", {"nomination": row, "award": row.award_year})


@require_POST
@nominee_link
def say(request: HttpRequest, row: Nomination, reply: str) -> HttpResponse:
    if reply not in ("ja", "nee"):
        raise Http404
    is_yes = reply == "ja"

    def act() -> None:
        awards.say(row, is_yes=is_yes, **policy.deed(request))

    words = _("Dank u. Uw naam mag op de website.") if is_yes else _("Goed. Uw naam komt niet op de website.")
    return pages.press(request, act, words, to=row.nominee_address)


# ── The jury: with the link, or with an account from the own start page ────────────────────────────────────────────
jury_link = links.by_link(JURY)


@jury_link
def judge(request: HttpRequest, juror: Juror) -> HttpResponse:
    """All nominations with what this juror found; who nominated is not here."""
    row = juror.award_year
    scores = queries.scores_of(juror)
    nominations = queries.for_jury(row)
    context = {
        "juror": juror,
        "award": row,
        "rows": [(each, scores.get(each.pk)) for each in nominations],
        "judged": sum(each.pk in scores for each in nominations),
        "can_judge": row.state == AwardState.JUDGING,
    }
    return render(request, "budgets/jury.html", context)


@jury_link
def judge_one(request: HttpRequest, juror: Juror, number: int) -> HttpResponse:
    found = next((each for each in queries.for_jury(juror.award_year) if each.pk == number), None)
    if found is None:
        raise Http404
    score = queries.scores_of(juror).get(number)
    start = {"points": score.points, "words": score.words, "is_involved": score.is_involved} if score else {}
    form = ScoreForm(pages.posted(request), initial=start)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            awards.judge(juror, nomination=found, **form.cleaned_data, **policy.deed(request))
            return pages.done(request, _("Uw oordeel is bewaard."), juror)
    return pages.form_page(
        request,
        form,
        found.nominee,
        submit=_("Bewaar oordeel"),
        back=juror.get_absolute_url(),
        back_to=juror.award_year.name,
        template="budgets/jury_one.html",
        nomination=found,
    )


@needs(Permission.AWARD_JUDGE, find=queries.juror)
def my_jury(request: HttpRequest, juror: Juror) -> HttpResponse:
    """From an account to the own jury page."""
    return redirect(reverse("budgets:judge", args=[juror.link_key]))
