"""Pages of visions: the list, one vision, its goals, its versions side by side, reactions, the decision."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Literal

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from wijkwerk.domain.people.models import Organisation, Person
from wijkwerk.domain.plans.forms import comments
from wijkwerk.domain.plans.forms import visions as forms
from wijkwerk.domain.plans.models import Goal, PlannedStep, Vision, VisionComment
from wijkwerk.domain.plans.operations import visions
from wijkwerk.domain.plans.plan_states import VISION_MOVES, VISION_STEPS_BY_HAND, VisionState
from wijkwerk.domain.plans.queries import indicators as indicator_queries
from wijkwerk.domain.plans.queries import programmes as programme_queries
from wijkwerk.domain.plans.queries import steps as step_queries
from wijkwerk.domain.plans.queries import visions as queries
from wijkwerk.domain.plans.views import plan_pages
from wijkwerk.domain.signals import limits
from wijkwerk.domain.thread import queries as thread
from wijkwerk.domain.thread.models import Condition
from wijkwerk.foundation.access import guard, policy
from wijkwerk.foundation.access.guard import needs
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.kit import clock, pages, paging
from wijkwerk.foundation.kit.components import Column, Step, Table, badge, day, link
from wijkwerk.foundation.kit.things import ref
from wijkwerk.foundation.tenancy import scope

TAKEN_TONES = {"open": "neutral", "yes": "ok", "partly": "info", "no": "warning"}
BY_HAND = {
    VisionState.PROCESSING: gettext_lazy("Sluit de reacties"),
    VisionState.DROPPED: gettext_lazy("Stop met deze visie"),
    VisionState.DRAFT: gettext_lazy("Ga er weer mee verder"),
}


def _word(code: str, *, plural: bool = False) -> str:
    return scope.current().word(code, plural=plural)


def trail_of(vision: Vision) -> list[tuple[str, str]]:
    return [
        (capfirst(_word("vision", plural=True)), reverse("plans:visions")),
        (vision.title, vision.get_absolute_url()),
    ]


def state_badge(vision: Vision) -> SafeString:
    return badge(vision.get_state_display(), vision.tone)


# ── Lists ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.PLAN_VIEW)
def vision_list(request: HttpRequest) -> HttpResponse:
    """Visions by area, the newest years first."""
    actor = policy.actor_of(request)
    sees_drafts = bool(policy.may_somewhere(actor, Permission.PLAN_COMMENT))
    form = forms.VisionFilter(request.GET or None, sees_drafts=sees_drafts)
    rows = paging.page(
        queries.visions(actor=actor, **form.wanted), after=request.GET.get("na", ""), order=("-from_year", "-id")
    )
    columns: list[Column[Any]] = [
        Column(_("Titel"), lambda row: link(row.get_absolute_url(), row.title), main=True),
        Column(_("Gebied"), lambda row: row.work_area.name),
        Column(_("Jaren"), lambda row: row.years),
        Column(_("Van wie"), lambda row: row.body.name if row.body else _("gemeente")),
        Column(capfirst(_word("goal", plural=True)), lambda row: row.goal_count, numeric=True),
        Column(_("Stand"), state_badge),
    ]
    table: Table[Any] = Table(
        columns,
        rows,
        caption=capfirst(_word("vision", plural=True)),
        request=request,
        empty=_("Er is hier nog niets."),
    )
    return render(
        request,
        "plans/visions.html",
        {
            "form": form,
            "table": table,
            "manages": bool(policy.may_somewhere(actor, Permission.PLAN_MANAGE)),
            "owns": bool(policy.may_somewhere(actor, Permission.PLAN_OWN)),
        },
    )


# ── One vision ─────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.PLAN_VIEW, find=queries.vision)
def vision(request: HttpRequest, vision: Vision) -> HttpResponse:
    """All about one vision, for whoever may read it."""
    if refusal := plan_pages.refused_unless(request, vision.thread_view_permission, on=vision):
        return refusal
    actor = policy.actor_of(request)
    insight = queries.insight(actor, vision)
    goals = queries.goals_of(vision)
    answers = thread.answers_of(goals) if vision.is_of_residents else {}
    series = indicator_queries.all_series(indicator_queries.indicators_of(vision))
    by_goal: dict[int, list[Any]] = {}
    for each in series:
        by_goal.setdefault(each.indicator.goal_id, []).append(each)
    return render(
        request,
        "plans/vision.html",
        {
            "vision": vision,
            "insight": insight,
            "badge": state_badge(vision),
            "facts": _facts(vision),
            "goals": [(goal, answers.get(ref(goal)), by_goal.get(goal.pk, [])) for goal in goals],
            "has_series": bool(series),
            "plans_steps": bool(policy.may_somewhere(actor, Permission.YEAR_PLAN_VIEW)),
            "steps": [_step(step, vision) for step in step_queries.steps_of(vision)],
            "by_hand": _moves(vision) if insight.manages else [],
            "comments": [_shown(said) for said in queries.comments_of(vision, insider=insight.comments)],
            "open_count": queries.open_comment_count(vision) if insight.manages else 0,
            "quick_wins": queries.quick_wins(vision, actor=actor),
            "programmes": list(
                programme_queries.programmes(actor=actor).filter(vision=vision).order_by("-from_year", "-id")
            ),
            "may_programme": bool(policy.may(actor, Permission.PLAN_MANAGE, on=vision)),
            "revisions": list(
                Vision.objects.visible_to(actor).filter(revises=vision).exclude(state=VisionState.DROPPED)
            ),
            "takes_comment": vision.takes_comments and (insight.comments or vision.is_open_to_all),
        },
    )


def _facts(vision: Vision) -> list[tuple[str, Any]]:
    adopted = ""
    if vision.is_adopted:
        number = _(" (besluit %(number)s)") % {"number": vision.decision_number} if vision.decision_number else ""
        adopted = format_html("{}, {}{}", capfirst(vision.get_adopted_by_display()), day(vision.adopted_on), number)
    return [
        (capfirst(_word("work_area")), link(vision.work_area.get_absolute_url(), vision.work_area.name)),
        (_("Jaren"), vision.years),
        (_("Van wie"), vision.body.name if vision.body else vision.get_owner_display()),
        (_("Vastgesteld door"), adopted),
        (_("Reageren kan tot en met"), day(vision.consultation_until) if vision.takes_comments else ""),
        (
            _("Herziet"),
            link(vision.revises.get_absolute_url(), f"{vision.revises.title} ({vision.revises.years})")
            if vision.revises
            else "",
        ),
        (_("Versie"), _("%(edition)se") % {"edition": vision.edition} if vision.edition > 1 else ""),
    ]


def _step(step: PlannedStep, vision: Vision) -> Step:
    today = clock.today()
    state: Literal["done", "current", "todo"] = "todo"
    if step.done_on:
        state = "done"
    elif step.planned_from <= today <= step.planned_until:
        state = "current"
    when = f"{_day_words(step.planned_from)} – {_day_words(step.planned_until)}"
    if step.done_on:
        note = _("%(when)s, klaar op %(day)s") % {"when": when, "day": _day_words(step.done_on)}
    elif step.is_late_on(today) and not vision.is_adopted:
        note = _("%(when)s, had klaar moeten zijn") % {"when": when}
    else:
        note = when
    return Step(title=step.name, state=state, note=note)


def _day_words(on: Any) -> str:
    return f"{on.day}-{on.month}-{on.year}"


def _moves(vision: Vision) -> list[tuple[VisionState, str]]:
    possible = VISION_MOVES[VisionState(vision.state)]
    return [(state, str(BY_HAND[state])) for state in VISION_STEPS_BY_HAND if state in possible]


def _shown(said: VisionComment) -> dict[str, Any]:
    """A reaction as everybody reads it: of a resident never the name."""
    who = said.organisation.name if said.organisation else _("een medewerker") if said.person else _("een inwoner")
    return {"said": said, "who": who, "tone": TAKEN_TONES[said.taken_over]}


# ── Writing ────────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.PLAN_MANAGE)
def start_vision(request: HttpRequest) -> HttpResponse:
    """A vision of the municipality for an area."""
    return _start(
        request, forms.StartVisionForm, title=_("%(vision)s beginnen") % {"vision": capfirst(_word("vision"))}
    )


@needs(Permission.PLAN_OWN)
def start_own_vision(request: HttpRequest) -> HttpResponse:
    """A plan that residents write and own."""
    return _start(request, forms.OwnVisionForm, title=_("Nieuw plan van bewoners"))


def _start(request: HttpRequest, kind: type[forms.StartVisionForm], *, title: str) -> HttpResponse:
    actor = policy.actor_of(request)
    form = kind(request.POST or None, actor=actor)
    if request.method == "POST" and form.is_valid():
        with plan_pages.shown_in(form):
            return redirect(visions.start_vision(**form.values, by=actor, at=clock.now()))
    above = [(capfirst(_word("vision", plural=True)), reverse("plans:visions"))]
    return plan_pages.page(request, form, title=title, submit=_("Begin"), back=above[0][1], trail=above)


def _writing(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Who works on plans here comes in; this keeps out who may not write this one."""

    @wraps(view)
    def guarded(request: HttpRequest, thing: Any) -> HttpResponse:
        match thing:
            case Vision():
                vision = thing
            case VisionComment():
                vision = thing.plan
            case _:
                vision = thing.vision
        return plan_pages.refused_unless(request, vision.write_permission, on=vision) or view(request, thing)

    return guarded


@needs(Permission.PLAN_COMMENT, find=queries.vision)
@_writing
def change_vision(request: HttpRequest, vision: Vision) -> HttpResponse:
    """Other words. What somebody else wrote meanwhile stands beside what was typed."""
    values = {name: getattr(vision, name) for name in ("title", "text", "from_year", "until_year", "version")}
    form = forms.VisionForm(request.POST or None, initial=values)
    if request.method == "POST" and form.is_valid():
        with plan_pages.shown_in(form):
            visions.change_vision(vision, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            return redirect(vision)
    now = [(_("Titel"), form.current.title), (_("Tekst"), form.current.text)] if form.current else []
    return _page(request, vision, form, title=_("Wijzigen"), submit=_("Bewaar"), now=now)


def _page(request: HttpRequest, vision: Vision, form: Any, *, title: str, submit: str, **context: Any) -> HttpResponse:
    values = {"back": vision.get_absolute_url(), "trail": trail_of(vision), "lead": vision.title} | context
    return plan_pages.page(request, form, title=title, submit=submit, **values)


# ── Goals ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.PLAN_COMMENT, find=queries.vision)
@_writing
def add_goal(request: HttpRequest, vision: Vision) -> HttpResponse:
    form = forms.GoalForm(request.POST or None, vision=vision)
    if request.method == "POST" and form.is_valid():
        with plan_pages.shown_in(form):
            values = form.values
            values.pop("version")
            visions.add_goal(vision, **values, by=policy.actor_of(request), at=clock.now())
            return redirect(vision)
    return _page(
        request, vision, form, title=_("%(goal)s toevoegen") % {"goal": capfirst(_word("goal"))}, submit=_("Voeg toe")
    )


@needs(Permission.PLAN_VIEW, find=queries.goal)
def goal(request: HttpRequest, goal: Goal) -> HttpResponse:
    """A goal with its indicators, what partners do for it, and the thread through it."""
    if refusal := plan_pages.refused_unless(request, goal.thread_view_permission, on=goal):
        return refusal
    actor, vision = policy.actor_of(request), goal.vision
    insight = queries.insight(actor, vision)
    answer = thread.current_answer(goal)
    return render(
        request,
        "plans/goal.html",
        {
            "goal": goal,
            "vision": vision,
            "insight": insight,
            "answer": answer,
            "answers": insight.adopts and bool(policy.may(actor, Permission.PLAN_ADOPT, on=vision)),
            "earlier_answers": [each for each in thread.all_answers_to(goal) if not each.is_current],
            "series": indicator_queries.all_series(goal.indicators.select_related("goal__vision").order_by("pk")),
            "efforts": programme_queries.efforts_of_goal(goal, actor=actor),
            "trail": trail_of(vision),
            "measures": bool(policy.may(actor, Permission.PLAN_MANAGE, on=vision)),
        },
    )


@needs(Permission.PLAN_COMMENT, find=queries.goal)
@_writing
def change_goal(request: HttpRequest, goal: Goal) -> HttpResponse:
    form = forms.GoalForm(request.POST or None, vision=goal.vision, initial=forms.GoalForm.initial_of(goal))
    if request.method == "POST" and form.is_valid():
        with plan_pages.shown_in(form):
            visions.change_goal(goal, **form.values, by=policy.actor_of(request), at=clock.now())
            return redirect(goal)
    now = [(_("Titel"), form.current.title), (_("Uitleg"), form.current.description)] if form.current else []
    return _goal_page(request, goal, form, title=_("Wijzigen"), submit=_("Bewaar"), now=now)


def _goal_page(request: HttpRequest, goal: Goal, form: Any, *, title: str, submit: str, **context: Any) -> HttpResponse:
    trail = [*trail_of(goal.vision), (goal.title, goal.get_absolute_url())]
    values = {"back": goal.get_absolute_url(), "trail": trail, "lead": goal.title} | context
    return plan_pages.page(request, form, title=title, submit=submit, **values)


@needs(Permission.PLAN_COMMENT, find=queries.goal)
@require_POST
@_writing
def remove_goal(request: HttpRequest, goal: Goal) -> HttpResponse:
    actor = policy.actor_of(request)
    return pages.press(
        request,
        lambda: visions.remove_goal(goal, by=actor, at=clock.now()),
        to=goal.vision,
        words=_("Het doel is weg. Eerdere versies bewaren het."),
    )


# ── Versions ───────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.PLAN_COMMENT, find=queries.vision)
@_writing
def keep_version(request: HttpRequest, vision: Vision) -> HttpResponse:
    form = forms.KeepVersionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with plan_pages.shown_in(form):
            visions.keep_version(vision, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            messages.success(request, _("De versie is bewaard."))
            return redirect("plans:vision_versions", vision.pk)
    return _page(request, vision, form, title=_("Versie bewaren"), submit=_("Bewaar"))


@needs(Permission.PLAN_VIEW, find=queries.vision)
def versions(request: HttpRequest, vision: Vision) -> HttpResponse:
    """Versions of it and of what it revises; two of them side by side with what changed."""
    if refusal := plan_pages.refused_unless(request, vision.thread_view_permission, on=vision):
        return refusal
    insight = queries.insight(policy.actor_of(request), vision)
    kept = queries.versions_of(vision, insider=insight.comments)
    by_key = {each.key: each for each in kept}
    after = by_key.get(request.GET.get("naar", "")) or (kept[0] if kept else None)
    before = by_key.get(request.GET.get("van", "")) or _usual_before(vision, kept)
    comparison = queries.compare(before, after) if before is not None and after is not None else None
    return render(
        request,
        "plans/vision_versions.html",
        {
            "vision": vision,
            "insight": insight,
            "versions": [(each.key, _version_words(each)) for each in kept],
            "before": before,
            "after": after,
            "before_words": _version_words(before) if before else "",
            "after_words": _version_words(after) if after else "",
            "comparison": comparison,
            "trail": trail_of(vision),
        },
    )


def _usual_before(vision: Vision, kept: list[queries.Kept]) -> queries.Kept | None:
    """A revision is held against what it revises, anything else against the version before."""
    of_earlier = [each for each in kept if each.vision.pk == vision.revises_id]
    return next(iter(of_earlier or kept[1:] or kept), None)


def _version_words(kept: queries.Kept) -> str:
    at = clock.dutch(kept.at)
    name = kept.name or _("Zoals het nu is")
    return f"{name}, {at.day}-{at.month}-{at.year} ({kept.vision.years})"


@needs(Permission.PLAN_COMMENT, find=queries.vision)
@_writing
def revise(request: HttpRequest, vision: Vision) -> HttpResponse:
    """Begin a revision of what stands."""
    form = forms.YearsForm(request.POST or None, vision=vision)
    if request.method == "POST" and form.is_valid():
        with plan_pages.shown_in(form):
            made = visions.revise(vision, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            return redirect(made)
    return _page(request, vision, form, title=_("Herziening beginnen"), submit=_("Begin de herziening"))


# ── States ─────────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.PLAN_COMMENT, find=queries.vision)
@_writing
def open_consultation(request: HttpRequest, vision: Vision) -> HttpResponse:
    """Put it before the body, partners and everybody."""
    form = forms.ConsultationForm(request.POST or None, initial={"version": vision.version})
    if request.method == "POST" and form.is_valid():
        with plan_pages.shown_in(form):
            visions.open_consultation(vision, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            messages.success(request, _("Het ligt voor. De bewonersorganisatie en de partners krijgen bericht."))
            return redirect(vision)
    asked = [each.name for each in queries.to_be_asked(vision)]
    return _page(
        request,
        vision,
        form,
        title=_("Voorleggen"),
        submit=_("Leg voor"),
        asked=asked,
        template="plans/vision_consultation.html",
    )


@needs(Permission.PLAN_COMMENT, find=queries.vision)
@require_POST
@_writing
def move_vision(request: HttpRequest, vision: Vision) -> HttpResponse:
    form, actor = forms.MoveVisionForm(request.POST), policy.actor_of(request)
    state = VisionState(form.cleaned_data["state"] if form.is_valid() else vision.state)
    return pages.press(request, lambda: visions.move_vision(vision, state=state, by=actor, at=clock.now()), to=vision)


@needs(Permission.PLAN_VIEW, find=queries.vision)
def adopt_vision(request: HttpRequest, vision: Vision) -> HttpResponse:
    """The decision. Residents adopt their own plan; the municipality's is adopted by council or college."""
    permission = Permission.PLAN_OWN if vision.is_of_residents else Permission.PLAN_ADOPT
    for each in (permission, vision.thread_view_permission):
        if refusal := plan_pages.refused_unless(request, each, on=vision):
            return refusal
    form = forms.AdoptForm(
        request.POST or None, vision=vision, initial={"version": vision.version, "adopted_on": clock.today()}
    )
    if request.method == "POST" and form.is_valid():
        with plan_pages.shown_in(form):
            visions.adopt_vision(vision, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            messages.success(request, _("Het is vastgesteld, en blijft zo."))
            return redirect(vision)
    return _page(request, vision, form, title=_("Vaststellen"), submit=_("Leg het besluit vast"))


# ── Reactions ──────────────────────────────────────────────────────────────────────────────────────────────────────
@needs(Permission.PLAN_VIEW, find=queries.vision)
def comment(request: HttpRequest, vision: Vision) -> HttpResponse:
    """What somebody says about it: signed in on behalf of a body or partner, or as a resident without an account."""
    if refusal := plan_pages.refused_unless(request, vision.thread_view_permission, on=vision):
        return refusal
    actor = policy.actor_of(request)
    as_party = isinstance(actor, Person) and bool(policy.may(actor, Permission.PLAN_COMMENT, on=vision))
    form: comments.CommentForm
    if as_party and isinstance(actor, Person):
        form = comments.PartyCommentForm(request.POST or None, vision=vision, offered=_speaks_for(actor, vision))
    elif vision.is_open_to_all or not vision.takes_comments:
        form = comments.ResidentCommentForm(request.POST or None, vision=vision)
    else:
        return guard.refused(request, Permission.PLAN_COMMENT, policy.may(actor, Permission.PLAN_COMMENT, on=vision))
    if request.method == "POST" and form.is_valid():
        with plan_pages.shown_in(form), limits.counted(request, what=_("reacties")):
            said = visions.comment(vision, **form.cleaned_data, by=actor, at=clock.now())
            messages.success(request, _thanks(said))
            return redirect(vision)
    if not vision.takes_comments and request.method != "POST":
        messages.info(request, visions.NoCommentsNow().words)
        return redirect(vision)
    return _page(
        request,
        vision,
        form,
        title=_("Reageren"),
        submit=_("Verstuur uw reactie"),
        template="plans/vision_comment.html",
    )


def _speaks_for(person: Person, vision: Vision) -> list[Organisation]:
    """Who keeps the plan writes down what came on paper or by telephone, on behalf of any party of the area."""
    offered = queries.speaks_for(person, work_area=vision.work_area)
    if policy.may(person, Permission.PLAN_MANAGE, on=vision):
        offered += [each for each in queries.to_be_asked(vision) if each not in offered]
    return offered


def _thanks(said: VisionComment) -> str:
    if said.email or said.person_id:
        return _("Dank u wel. Uw reactie is binnen. U krijgt bericht wat ermee is gedaan.")
    return _("Dank u wel. Uw reactie is binnen. Op deze pagina leest u later wat ermee is gedaan.")


@needs(Permission.PLAN_COMMENT, find=queries.comment)
@_writing
def handle_comment(request: HttpRequest, said: VisionComment) -> HttpResponse:
    """Taken over, partly or not, and why. Who said it hears."""
    form = comments.HandleResidentForm(request.POST or None, initial=comments.HandleResidentForm.initial_of(said))
    if request.method == "POST" and form.is_valid():
        with plan_pages.shown_in(form):
            visions.handle_comment(said, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            messages.success(request, _("Bewaard. Wie reageerde en een adres achterliet, krijgt bericht."))
            return redirect(f"{said.plan.get_absolute_url()}#reactie-{said.number}")
    return _page(
        request,
        said.plan,
        form,
        title=_("Wat is er met deze reactie gedaan?"),
        submit=_("Bewaar en vertel het"),
        template="plans/vision_handle.html",
        now=form.now,
        shown=_shown(said),
    )


# ── What the college says to residents' plans ──────────────────────────────────────────────────────────────────────
@needs(Permission.PLAN_ADOPT, find=queries.goal)
def answer_goal(request: HttpRequest, goal: Goal) -> HttpResponse:
    """Yes; no, and why; yes, on condition that."""
    if refusal := plan_pages.refused_unless(request, goal.thread_view_permission, on=goal):
        return refusal
    current = thread.current_answer(goal)
    initial = {"replaces": current.pk if current else 0}
    form = forms.AnswerGoalForm(request.POST or None, about=goal, initial=initial)
    if request.method == "POST" and form.is_valid():
        with plan_pages.shown_in(form):
            visions.answer_goal(goal, **form.cleaned_data, by=policy.actor_of(request), at=clock.now())
            messages.success(request, _("Het antwoord is gegeven. De bewoners krijgen bericht."))
            return redirect(goal)
    return _goal_page(
        request,
        goal,
        form,
        title=_("Antwoord van het college"),
        submit=_("Geef dit antwoord"),
        template="plans/goal_answer.html",
        current=current,
    )


def _goal_of_condition(number: int, condition_id: int) -> Goal:
    """For the guard: the condition itself is looked up once it is known that the goal may be answered."""
    return queries.goal(number)


def _condition(request: HttpRequest, goal: Goal) -> Condition:
    assert request.resolver_match is not None
    found: Condition | None = (
        Condition.objects.select_related("answer")
        .filter(
            pk=request.resolver_match.kwargs["condition_id"], answer__about_kind=queries.GOAL, answer__about_id=goal.pk
        )
        .first()
    )
    if found is None:
        raise Http404
    return found


@needs(Permission.PLAN_ADOPT, find=_goal_of_condition)
def meet_condition(request: HttpRequest, goal: Goal) -> HttpResponse:
    """What was needed is there."""
    condition, form = _condition(request, goal), forms.MetForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with plan_pages.shown_in(form):
            visions.meet_goal_condition(
                goal, condition, note=form.cleaned_data["note"], by=policy.actor_of(request), at=clock.now()
            )
            messages.success(request, _("De voorwaarde is vervuld."))
            return redirect(goal)
    return _goal_page(
        request, goal, form, title=_("Voorwaarde is vervuld"), submit=_("Ja, vervuld"), lead=condition.what
    )


@needs(Permission.PLAN_ADOPT, find=_goal_of_condition)
def lapse_condition(request: HttpRequest, goal: Goal) -> HttpResponse:
    """What was needed will not come."""
    condition, form = _condition(request, goal), forms.WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with plan_pages.shown_in(form):
            visions.lapse_goal_condition(
                goal, condition, reason=form.cleaned_data["reason"], by=policy.actor_of(request), at=clock.now()
            )
            messages.success(request, _("De voorwaarde is vervallen. De bewoners krijgen bericht."))
            return redirect(goal)
    return _goal_page(
        request, goal, form, title=_("Voorwaarde vervalt"), submit=_("De voorwaarde vervalt"), lead=condition.what
    )
