"""Following one's own report with the secret link: read, add, answer, withdraw, say helped or not helped."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wijkwerk.domain.signals import operations, queries, stories
from wijkwerk.domain.signals.forms.resident import MessageForm, NotHelpedForm, WithdrawForm
from wijkwerk.domain.signals.models import Reporter, SignalPhoto
from wijkwerk.domain.signals.states import ACTIVE, State, sentence_for_resident
from wijkwerk.domain.signals.views.reporting import by_link
from wijkwerk.domain.thread import queries as thread
from wijkwerk.domain.thread.models import Verdict
from wijkwerk.foundation.access import policy
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.kit.refusals import Refusal, keep_each, refusals_shown_in


@by_link
def own_signal(request: HttpRequest, reporter: Reporter) -> HttpResponse:
    """How it stands, what was answered, what happened, and a field to write in."""
    if reporter.signal.state == State.DRAFT:
        return redirect("signals:draft", reporter.link_key)
    form = MessageForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            _send(request, reporter, form)
            if not form.errors:
                messages.success(request, _("Uw bericht is verstuurd."))
                return redirect("signals:own_signal", reporter.link_key)
    return _page(request, reporter, form)


def _send(request: HttpRequest, reporter: Reporter, form: MessageForm) -> None:
    values, actor, at = form.cleaned_data, policy.actor_of(request), clock.now()
    photos = values["photos"]
    keep_each(photos, lambda upload: operations.add_photo(reporter, upload, by=actor, at=at), form=form, field="photos")
    if values["text"] or not photos:
        operations.write_from_reporter(
            reporter, text=values["text"], by=actor, at=at, client_key=values.get("client_key")
        )


def _page(request: HttpRequest, reporter: Reporter, form: MessageForm) -> HttpResponse:
    signal = reporter.signal
    leading = signal.merged_into or signal
    answer = thread.current_answer(leading)
    was_done = signal.state == State.DONE and (answer is None or answer.verdict != Verdict.NO)
    return render(
        request,
        "signals/resident/own.html",
        {
            "reporter": reporter,
            "signal": signal,
            "leading": leading,
            "sentence": sentence_for_resident(State(signal.state), is_reopened=signal.reopened_count > 0),
            "answer": answer,
            "moments": stories.for_reporter(reporter),
            "photos": SignalPhoto.objects.filter(signal=signal, reporter=reporter).select_related("photo"),
            "form": form,
            "withdraw_form": WithdrawForm(),
            "can_withdraw": signal.state in ACTIVE,
            "rows": _rows(reporter),
            "sent_key": signal.client_key if reporter.is_first else request.GET.get("concept", ""),
            "helped_address": reverse("signals:helped", args=[reporter.link_key, "ja"]),
            "not_helped_address": reverse("signals:helped", args=[reporter.link_key, "nee"]),
            "asks_helped": was_done and reporter.is_helped is None,
        },
    )


def _rows(reporter: Reporter) -> list[tuple[str, str]]:
    """What this reporter said. Who joined in reads of the first one what everybody may read."""
    signal = reporter.signal
    place = signal.address or (_("aangewezen op de kaart") if signal.lat is not None else "")
    return [
        (_("Soort"), signal.get_kind_display()),
        (_("U schreef"), queries.own_words(reporter)),
        (_("De melding"), signal.public_text if signal.is_public and not reporter.is_first else ""),
        (_("Onderwerp"), signal.category.name if signal.category else ""),
        (_("Plek"), place if reporter.is_first else ""),
        (_("Gebied"), signal.work_area.name if signal.work_area else ""),
        (_("Gemeld op"), date_format(clock.dutch(signal.reported_at), "j F Y, H:i")),
    ]


@by_link
def withdraw(request: HttpRequest, reporter: Reporter) -> HttpResponse:
    """Take the report back."""
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            others = len(queries.reporters_of(reporter.signal)) > 1
            was_draft = reporter.signal.state == State.DRAFT
            operations.withdraw(
                reporter, reason=form.cleaned_data["reason"], by=policy.actor_of(request), at=clock.now()
            )
            if others or was_draft:
                return render(request, "signals/resident/gone.html", {"was_draft": was_draft})
            messages.success(request, _("U hebt de melding ingetrokken."))
            return redirect("signals:own_signal", reporter.link_key)
    return render(request, "signals/resident/withdraw.html", {"form": form, "reporter": reporter})


@by_link
def helped(request: HttpRequest, reporter: Reporter, reply: str) -> HttpResponse:
    """The first click in the letter counts; what a mail program fetches beforehand does not."""
    if reply not in ("ja", "nee"):
        raise Http404
    form = NotHelpedForm(request.POST or None)
    fetched_beforehand = "prefetch" in request.headers.get("Sec-Purpose", request.headers.get("Purpose", ""))
    if fetched_beforehand or request.method == "HEAD":
        return redirect("signals:own_signal", reporter.link_key)
    words = form.cleaned_data["words"] if form.is_bound and form.is_valid() else ""
    try:
        operations.say_helped(
            reporter, is_helped=reply == "ja", words=words, by=policy.actor_of(request), at=clock.now()
        )
    except Refusal as refusal:
        messages.error(request, refusal.words)
        return redirect("signals:own_signal", reporter.link_key)
    if form.is_bound and not form.errors:
        messages.success(request, _("Dank u. Wij hebben het genoteerd."))
        return redirect("signals:own_signal", reporter.link_key)
    return render(
        request, "signals/resident/helped.html", {"reporter": reporter, "is_helped": reply == "ja", "form": form}
    )


@by_link
def forget_me(request: HttpRequest, reporter: Reporter) -> HttpResponse:
    """Take one's name and address out; the report stays, without them."""
    if request.method == "POST":
        operations.forget_reporter(reporter, by=policy.actor_of(request), at=clock.now())
        messages.success(
            request, _("Uw naam en adres zijn weg. U krijgt geen berichten meer; deze pagina blijft werken.")
        )
    return redirect("signals:own_signal", reporter.link_key)
