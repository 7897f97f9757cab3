"""Asking for money on a telephone: four short steps and a look at all of it, kept from the first word, sent once."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wijkwerk.domain.areas import maps as area_maps
from wijkwerk.domain.budgets.forms import applications as forms
from wijkwerk.domain.budgets.models import ApplicantKind, Application, AttachmentKind, Balance, Initiative, RuleSet
from wijkwerk.domain.budgets.operations import application_moves, applications
from wijkwerk.domain.budgets.queries import ceilings, funds, rounds, rules
from wijkwerk.domain.budgets.views.by_link import by_link
from wijkwerk.domain.signals import limits
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.components import Step
from wijkwerk.foundation.kit.forms import OnceForm
from wijkwerk.foundation.kit.money import written
from wijkwerk.foundation.kit.refusals import Refusal, keep_each, refusals_shown_in
from wijkwerk.foundation.outbox import operations as outbox

FIRST = "plan"


# ── Beginning ──────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.APPLICATION_SEND)
def apply(request: HttpRequest) -> HttpResponse:
    """The first step; what is sent becomes a draft at once, so that nothing typed is lost."""
    where = forms.Where(clock.now())
    if request.method != "POST":
        form: forms.StepForm = forms.PlanForm(where=where, initial=_asked_for(request))
        return _step_page(request, None, FIRST, form)
    form = forms.PlanForm(request.POST, request.FILES, where=where)
    form.is_valid()
    key = OnceForm(request.POST)
    key.is_valid()
    if form.is_by_machine:
        return _step_page(request, None, FIRST, form)
    application = applications.start(at=clock.now(), client_key=key.cleaned_data.get("client_key"))
    if not application.is_draft:
        return redirect(application.own_address)
    _point_at_initiative(request, application)
    return _take_in(request, application, FIRST)


def _asked_for(request: HttpRequest) -> dict[str, str]:
    """`?budget=3&gebied=5`: the page before knew it already."""
    names = {"fund": "budget", "work_area": "gebied"}
    return {name: value for name, word in names.items() if (value := request.GET.get(word, "")).isdecimal()}


def _point_at_initiative(request: HttpRequest, application: Application) -> None:
    """`?initiatief=7`: money for what stands in public already."""
    number = request.GET.get("initiatief", "")
    if number.isdecimal() and len(number) < 19 and application.initiative_id is None:
        found = Initiative.objects.public().filter(pk=number).first()
        if found is not None:
            applications.point_at(application, initiative=found)


@needs(Permission.APPLICATION_SEND)
def keep(request: HttpRequest) -> HttpResponse:
    """Keep what was typed in the first step: for the telephone that saves by itself."""
    if request.method != "POST":
        return redirect("budgets:apply")
    key = OnceForm(request.POST)
    key.is_valid()
    if request.POST.get("website") or not key.cleaned_data.get("client_key"):
        return JsonResponse({"kept": False}, status=400)
    application = applications.start(at=clock.now(), client_key=key.cleaned_data["client_key"])
    return _kept(request, application, FIRST)


# ── The steps ──────────────────────────────────────────────────────────────────────────────────────────────────────
@by_link
def step(request: HttpRequest, application: Application, step: str) -> HttpResponse:
    """One of the steps, of a draft or of what is to be completed."""
    if step not in forms.STEPS:
        raise Http404
    if not _can_be_filled_in(application):
        return redirect(application.own_address)
    if request.method == "POST":
        return _take_in(request, application, step)
    typed = forms.as_typed(application, step)
    where = forms.where_of(application, at=clock.now())
    make = forms.STEPS[step].form
    form = make(data=typed, where=where) if typed else make(where=where)
    return _step_page(request, application, step, form)


def _can_be_filled_in(application: Application) -> bool:
    return application.is_draft or application.state == "incomplete"


@by_link
def keep_step(request: HttpRequest, application: Application, step: str) -> HttpResponse:
    """Keep what was typed so far in this step: for the telephone that saves by itself."""
    if step not in forms.STEPS:
        raise Http404
    if request.method != "POST" or not _can_be_filled_in(application):
        return redirect(application.own_address)
    return _kept(request, application, step)


def _kept(request: HttpRequest, application: Application, step: str) -> HttpResponse:
    try:
        applications.keep_typed(application, step=step, typed=forms.typed_in(request.POST), at=clock.now())
    except Refusal as refusal:
        return JsonResponse({"kept": False, "why": refusal.words}, status=refusal.status)
    return JsonResponse({"kept": True, "address": _step_address(application, step)})


def _take_in(request: HttpRequest, application: Application, step: str) -> HttpResponse:
    """Keep what was typed; then on to the next step, or what is wrong with this one."""
    at = clock.now()
    application = applications.keep_typed(application, step=step, typed=forms.typed_in(request.POST), at=at)
    where = forms.where_of(application, at=at)
    form = forms.STEPS[step].form(request.POST, request.FILES, where=where)
    is_good = form.is_valid()
    keep_each(
        form.cleaned_data.get("photos") or [],
        lambda upload: applications.add_file(application, upload, **policy.deed(request)),
        form=form,
        field="photos",
    )
    if isinstance(form, forms.MoneyForm) and form.wants_more:
        return redirect(f"{_step_address(application, step)}#kosten")
    if "bewaar" in request.POST:
        return redirect("budgets:kept_application", application.link_key)
    if is_good and not form.errors:
        if not application.is_draft:
            return _change(request, application, step, form)
        return redirect(_after(application, step))
    return _step_page(request, application, step, form)


def _change(request: HttpRequest, application: Application, step: str, form: forms.StepForm) -> HttpResponse:
    """Something of what came in is different; back to its page, where the applicant says that it is complete."""
    costs = form.costs if isinstance(form, forms.MoneyForm) else None
    with refusals_shown_in(form):
        applications.change(application, form.values, costs, **policy.deed(request))
        applications.forget_typed(application, step=step)
        messages.success(request, _("De wijziging is bewaard. Schrijf hieronder wat u hebt aangevuld en verstuur het."))
        return redirect(application.own_address)
    return _step_page(request, application, step, form)


def _step_address(application: Application, step: str) -> str:
    return reverse("budgets:application_step", args=[application.link_key, step])


def _after(application: Application, step: str) -> str:
    """The next step; who came back to one after all were filled in goes to the look at the whole."""
    words = list(forms.STEPS)
    number = words.index(step) + 1
    if number == len(words) or not forms.whole_of(application, at=clock.now()).faulty:
        return reverse("budgets:check_application", args=[application.link_key])
    return _step_address(application, words[number])


def _steps_of(application: Application | None, current: str, whole: forms.Whole | None) -> list[Step]:
    """How far it is; each step that can be gone to is a link."""
    faulty = whole.faulty if whole is not None else []
    found = []
    for word, each in forms.STEPS.items():
        is_done = whole is not None and word not in faulty
        address = _step_address(application, word) if application is not None and word != current else ""
        found.append(
            Step(str(each.title), "current" if word == current else "done" if is_done else "todo", "", address)
        )
    if application is None or application.is_draft:
        check = reverse("budgets:check_application", args=[application.link_key]) if application is not None else ""
        is_here = current == "nakijken"
        found.append(Step(_("Nakijken en versturen"), "current" if is_here else "todo", "", "" if is_here else check))
    return found


def _step_page(
    request: HttpRequest, application: Application | None, step: str, form: forms.StepForm, *, status: int = 200
) -> HttpResponse:
    words = list(forms.STEPS)
    is_draft = application is not None and application.is_draft
    whole = forms.whole_of(application, at=clock.now()) if application is not None and is_draft else None
    context: dict[str, Any] = {
        "form": form,
        "step": step,
        "number": words.index(step) + 1,
        "count": len(words) + 1,
        "title": forms.STEPS[step].title,
        "application": application,
        "steps": _steps_of(application, step, whole),
        "action": _step_address(application, step) if application is not None else request.get_full_path(),
        "keep": reverse("budgets:keep_step", args=[application.link_key, step])
        if application is not None
        else reverse("budgets:keep_application"),
        "before": _step_address(application, words[words.index(step) - 1])
        if application is not None and step != FIRST
        else "",
    }
    if step == "plan":
        context |= {
            "map": area_maps.work_area_map(clock.today(), with_links=False),
            "photos": application.photos.filter(kind=AttachmentKind.PICTURE).select_related("photo")
            if application is not None
            else [],
            "key": OnceForm()["client_key"] if application is None else None,
        }
    if step == "geld":
        context["notes"] = _money_notes(form.where)
    return render(request, "budgets/applications/step.html", context, status=status)


def _money_notes(where: forms.Where) -> list[str]:
    """What is good to know before one asks: what there is left, and what can be asked at most."""
    if where.fund is None:
        return []
    found, rule_set = [], where.rules
    pot = funds.find_pot(where.fund, work_area=where.work_area, year=where.on.year)
    balance = Balance.objects.filter(pot=pot).first() if pot is not None else None
    if balance is not None:
        left = {"fund": where.fund.name, "left": written(balance.left_cents)}
        found.append(_("In %(fund)s is nu nog %(left)s over.") % left)
    if rule_set is not None and rule_set.most_per_application_cents is not None:
        most = {"most": written(rule_set.most_per_application_cents)}
        found.append(_("U kunt hooguit %(most)s per aanvraag krijgen.") % most)
    if rule_set is not None and rule_set.own_share_permille:
        found.append(
            _("Een deel betaalt u zelf, of iemand anders: %(part)s%%.") % {"part": rule_set.own_share_permille // 10}
        )
    return found


# ── Kept for later ─────────────────────────────────────────────────────────────────────────────────────────────────
@by_link
def kept(request: HttpRequest, application: Application) -> HttpResponse:
    """The link to go on with, and a way to have it sent."""
    if not application.is_draft:
        return redirect(application.own_address)
    form = forms.MailLinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form), limits.counted(request, what=_("aanvragen")):
            applications.mail_link(application, address=form.cleaned_data["address"], at=clock.now())
            messages.success(request, _("Wij hebben de link naar u gestuurd."))
            return redirect("budgets:kept_application", application.link_key)
    address = outbox.absolute(application.own_address)
    return render(
        request, "budgets/applications/kept.html", {"application": application, "form": form, "address": address}
    )


# ── All of it, and sending ─────────────────────────────────────────────────────────────────────────────────────────
@by_link
def check(request: HttpRequest, application: Application) -> HttpResponse:
    """All that was filled in, what is still missing, and the button to send it."""
    if not application.is_draft:
        return redirect(application.own_address)
    at = clock.now()
    whole = forms.whole_of(application, at=at)
    refused: Refusal | None = None
    if request.method == "POST" and not whole.faulty:
        try:
            with limits.counted(request, what=_("aanvragen")):
                sent = applications.send(application, whole.values, whole.costs, by=policy.actor_of(request), at=at)
            messages.success(request, _("Uw aanvraag is verstuurd."))
            return redirect(sent.own_address)
        except Refusal as refusal:
            refused = refusal
    return render(
        request,
        "budgets/applications/check.html",
        {
            "application": application,
            "steps": _steps_of(application, "nakijken", whole),
            "parts": [_part(application, word, form) for word, form in whole.forms.items()],
            "faulty": [forms.STEPS[word].title for word in whole.faulty],
            "go_on": _step_address(application, whole.faulty[0]) if whole.faulty else "",
            "refused": refused,
            "notes": [] if whole.faulty else _notes_before_sending(whole),
            "photos": application.photos.select_related("photo"),
        },
    )


def _part(application: Application, word: str, form: forms.StepForm) -> dict[str, Any]:
    """A step as it is read back, in the words of its own labels; amounts as we understood them."""
    rows: list[tuple[str, str]] = []
    is_good, is_typed = form.is_valid(), bool(application.typed.get(word))
    if isinstance(form, forms.MoneyForm):
        rows = [(cost.words, written(cost.cents)) for cost in form.costs] if is_good else []
    for name, field in form.fields.items():
        value = form.cleaned_data.get(name)
        if name.startswith("cost_") or field.widget.is_hidden or value in (None, "", []):
            continue
        if value is False and not is_typed:  # not ticked, for it was not asked yet
            continue
        choices = dict(getattr(field, "choices", ())) if not hasattr(field, "queryset") else {}
        shown = written(value) if name.endswith("_cents") else choices.get(value, value)
        read = _("Ja") if shown is True else _("Nee") if shown is False else str(localize(shown))
        rows.append((str(field.label), read))
    errors = [] if is_good else [str(words) for each in form.errors.values() for words in each]
    return {
        "title": forms.STEPS[word].title,
        "address": _step_address(application, word),
        "rows": rows,
        "errors": errors if is_typed else [],
        "is_good": is_good,
    }


def _notes_before_sending(whole: forms.Whole) -> list[str]:
    """What they should know now, not after weeks: too late for this round, more than there is or may be."""
    found: list[str] = []
    where = whole.forms["geld"].where
    if where.fund is None or where.rules is None:
        return found
    asked = whole.values.get("asked_cents")
    if asked is None:
        brought = whole.values["own_cents"] + whole.values["other_cents"]
        asked = sum(cost.cents for cost in whole.costs) - brought
    found.append(_("U vraagt %(asked)s.") % {"asked": written(asked)})
    if rules.is_in_rounds(where.rules) and not rounds.round_at(where.fund, where.at, work_area=where.work_area):
        to = rounds.next_round(where.fund, where.at, work_area=where.work_area)
        found.append(_("Er is nu geen ronde open.") + " " + applications.round_words(to))
    most = where.rules.most_per_application_cents
    if most is not None and asked > most:
        words = _("Dat is meer dan het meeste dat u kunt krijgen: %(most)s. U kunt de aanvraag wel versturen.")
        found.append(words % {"most": written(most)})
    pot = funds.find_pot(where.fund, work_area=where.work_area, year=where.on.year)
    balance = Balance.objects.filter(pot=pot).first() if pot is not None else None
    if balance is not None and asked > balance.left_cents:
        words = _("In dit budget is nog %(left)s over: minder dan u vraagt. U kunt de aanvraag wel versturen.")
        found.append(words % {"left": written(balance.left_cents)})
    return found + _costs_to_know(where.rules, whole, asked) + _rules_to_know(where.rules, whole, on=where.on)


def _costs_to_know(rule_set: RuleSet, whole: forms.Whole, asked: int) -> list[str]:
    """Which costs do not count whole, and that less can be given than is asked when that is so."""
    lines = [ceilings.Cost(line.kind, line.cents) for line in whole.costs]
    costs = ceilings.costs_that_count(lines)
    found = [
        _("%(what)s: van %(all)s telt %(counts)s mee.")
        % {"what": each.words, "all": written(each.cents), "counts": written(each.counts_cents)}
        for each in costs.kinds
        if each.counts_cents < each.cents
    ]
    if found and asked > costs.counting_cents:
        words = _("Voor de kosten die meetellen kunt u hooguit %(most)s krijgen. U kunt de aanvraag wel versturen.")
        found.append(words % {"most": written(costs.counting_cents)})
    return found


def _rules_to_know(rule_set: RuleSet, whole: forms.Whole, *, on: date) -> list[str]:
    """Which of the plain rules it does not meet as it is filled in now; the municipality looks at all of them."""
    found, values = [], whole.values
    kind, households, first = values["applicant_kind"], values.get("households"), values.get("from_day")
    if rule_set.applicant_kinds and kind not in rule_set.applicant_kinds:
        words = _("Dit budget is niet bedoeld voor wie aanvraagt als: %(kind)s.")
        found.append(words % {"kind": ApplicantKind(kind).label})
    least = ceilings.least_applicants(rule_set, kind)
    if least > 1 and (households or 0) < least:
        found.append(_("Er moeten ten minste %(n)s huishoudens meedoen.") % {"n": least})
    if first is not None and (first - on).days < rule_set.before_start_days:
        words = _("Vraag ten minste %(n)s dagen voor de eerste dag aan. Uw plan begint eerder.")
        found.append(words % {"n": rule_set.before_start_days})
    if found:
        found.append(_("Pas uw plan aan, of verstuur het zo: dan kijken wij ernaar, maar het kan nee worden."))
    return found


@by_link
@require_POST
def throw_away(request: HttpRequest, application: Application) -> HttpResponse:
    """A draft that nobody needs any more."""
    if not application.is_draft:
        return redirect(application.own_address)
    with suppress(application_moves.NotThere):  # pressed twice
        applications.withdraw(application, **policy.deed(request))
    return render(request, "budgets/applications/gone.html")
