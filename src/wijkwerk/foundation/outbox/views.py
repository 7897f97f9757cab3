"""Pages of the post: every letter with its state, and in the example what residents receive."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from wijkwerk.foundation.access import policy
from wijkwerk.foundation.access.guard import needs, open_to_all
from wijkwerk.foundation.access.permissions import Permission
from wijkwerk.foundation.access.policy import Actor
from wijkwerk.foundation.kit import clock, paging, text, things
from wijkwerk.foundation.kit.components import Column, Moment, Tab, Table, badge, link, moment
from wijkwerk.foundation.kit.refusals import Refusal
from wijkwerk.foundation.kit.things import Ref
from wijkwerk.foundation.outbox import folder, operations, queries
from wijkwerk.foundation.outbox.clean_html import cleaned
from wijkwerk.foundation.outbox.models import NOT_DELIVERED, Channel, Letter, State
from wijkwerk.foundation.outbox.paragraphs import as_html

TONES: Mapping[str, str] = {
    State.WAITING: "info",
    State.SENDING: "info",
    State.SENT: "ok",
    State.FAILED: "warning",
    State.GIVEN_UP: "danger",
    State.RETURNED: "danger",
    State.TO_DO: "warning",
    State.DONE: "ok",
    State.CANCELLED: "neutral",
}


@dataclass(frozen=True)
class Pile:
    """A pile of letters that staff can look through."""

    word: str  # in the address
    title: str | Promise
    states: tuple[State, ...]
    empty: str | Promise


PILES = [
    Pile("", gettext_lazy("Alles"), (), gettext_lazy("Er is nog geen post.")),
    Pile(
        "te-doen",
        gettext_lazy("Te doen"),
        (State.TO_DO,),
        gettext_lazy("Er zijn geen brieven of telefoontjes te doen."),
    ),
    Pile("mislukt", gettext_lazy("Mislukt"), NOT_DELIVERED, gettext_lazy("Er is geen post mislukt.")),
    Pile("wacht", gettext_lazy("Wacht"), (State.WAITING, State.SENDING), gettext_lazy("Er wacht geen post.")),
]


@needs(Permission.LETTER_VIEW)
def letter_list(request: HttpRequest) -> HttpResponse:
    chosen = next((pile for pile in PILES if pile.word == request.GET.get("staat", "")), PILES[0])
    letters = queries.letters_visible_to(policy.actor_of(request))
    if chosen.states:
        letters = queries.in_states(letters, chosen.states)
    page = paging.page(letters, after=request.GET.get("na", ""), order=("-written_at", "-id"))
    subjects = things.find_many(letter.about for letter in page.rows)
    table = Table(
        _columns(subjects, policy.actor_of(request)),
        page,
        caption=_("Berichten, nieuwste eerst"),
        request=request,
        empty=chosen.empty,
    )
    tabs = [Tab(str(pile.title), f"?staat={pile.word}" if pile.word else "?", pile is chosen) for pile in PILES]
    can_send_again = chosen.word == "mislukt" and queries.letters_to_send_again(policy.actor_of(request)).exists()
    return render(request, "outbox/letters.html", {"table": table, "tabs": tabs, "can_send_again": can_send_again})


def _columns(subjects: Mapping[Ref, Model], actor: Actor) -> list[Column[Letter]]:
    return [
        Column(_("Onderwerp"), lambda letter: link(letter.get_absolute_url(), letter.subject), main=True),
        Column(_("Aan"), lambda letter: letter.to_name),
        Column(_("Via"), lambda letter: letter.get_channel_display()),
        Column(_("Gaat over"), lambda letter: _linked(letter, subjects.get(letter.about), actor)),
        Column(_("Staat"), _state),
        Column(_("Geschreven"), lambda letter: moment(letter.written_at)),
    ]


def _state(letter: Letter) -> object:
    mark = badge(letter.get_state_display(), TONES[letter.state])
    if letter.state not in NOT_DELIVERED:
        return mark
    return format_html('{} <div class="ww-muted ww-small">{}</div>', mark, letter.last_error)


def _linked(letter: Letter, thing: Model | None, actor: Actor) -> object:
    """What a letter is about; it leads there for who may come there."""
    if thing is None:
        return ""
    address = getattr(thing, "get_absolute_url", None)
    needed: Permission | None = getattr(thing, "page_needs", None)
    if needed is not None:
        reach = actor.reach(needed)
        address = address if reach.everywhere or letter.area_id in reach.area_ids else None
    return link(address(), str(thing)) if address else str(thing)


@needs(Permission.LETTER_VIEW, find=queries.letter)
def letter(request: HttpRequest, letter: Letter) -> HttpResponse:
    may_act = policy.may(policy.actor_of(request), Permission.LETTER_SEND_AGAIN, on=letter)
    context = {
        "letter": letter,
        "tone": TONES[letter.state],
        "words": None if letter.is_sealed else as_html(text.without_secret_addresses(letter.body)),
        "facts": _facts(letter, policy.actor_of(request)),
        "happened": list(_happened(letter)),
        "may_act": bool(may_act),
    }
    return render(request, "outbox/letter.html", context)


def _facts(letter: Letter, actor: Actor) -> list[tuple[str, object]]:
    return [
        (_("Aan"), letter.to_name),
        (str(letter.get_channel_display()), linebreaksbr(letter.to_address, autoescape=True)),
        (_("Gaat over"), _linked(letter, things.find(letter.about), actor)),
        (_("Geschreven"), moment(letter.written_at)),
        (_("Verstuurd"), _shown(letter.sent_at)),
        (_("Volgende poging"), _shown(letter.next_attempt_at if letter.state == State.FAILED else None)),
    ]


def _shown(at: datetime | None) -> object:
    return moment(at) if at else ""


def _happened(letter: Letter) -> Iterable[Moment]:
    yield Moment(_("Geschreven"), at=letter.written_at)
    for move in letter.moves.order_by("id"):
        yield Moment(
            str(move.get_state_display()), at=move.at, text=move.note, by=move.actor_name, tone=TONES[move.state]
        )


@needs(Permission.LETTER_SEND_AGAIN, find=queries.letter)
@require_POST
def send_again(request: HttpRequest, letter: Letter) -> HttpResponse:
    done = (
        _("Dit bericht staat bij Te doen.")
        if letter.is_by_hand
        else _("Dit bericht wordt binnen een minuut verstuurd.")
    )
    return _deed(request, letter, operations.send_again, done)


@needs(Permission.LETTER_SEND_AGAIN)
@require_POST
def send_failed_again(request: HttpRequest) -> HttpResponse:
    count = operations.send_failed_again(by=policy.actor_of(request), at=clock.now())
    words = ngettext(
        "%(count)s bericht wordt opnieuw verstuurd.", "%(count)s berichten worden opnieuw verstuurd.", count
    ) % {"count": count}
    messages.success(request, words if count else _("Er was geen bericht om opnieuw te versturen."))
    return redirect(f"{reverse('outbox:letters')}?staat=wacht")


@needs(Permission.LETTER_SEND_AGAIN, find=queries.letter)
@require_POST
def mark_done(request: HttpRequest, letter: Letter) -> HttpResponse:
    return _deed(request, letter, operations.mark_done, _("Dit bericht is gedaan."))


@needs(Permission.LETTER_SEND_AGAIN, find=queries.letter)
@require_POST
def cancel(request: HttpRequest, letter: Letter) -> HttpResponse:
    return _deed(request, letter, operations.cancel, _("Dit bericht wordt niet verstuurd."))


def _deed(request: HttpRequest, letter: Letter, deed: Callable[..., Letter], done: str) -> HttpResponse:
    try:
        deed(letter, by=policy.actor_of(request), at=clock.now())
        messages.success(request, done)
    except Refusal as refusal:
        messages.error(request, refusal.words)
    return redirect(letter)


@needs(Permission.LETTER_SEND_AGAIN, find=queries.letter)
def print_letter(request: HttpRequest, letter: Letter) -> HttpResponse:
    """What goes on paper, with the receiver's own link; of an e-mail nobody but the receiver reads that."""
    if letter.is_sealed or letter.channel != Channel.POST:
        raise Http404
    return render(request, "outbox/print.html", {"letter": letter, "words": as_html(letter.body)})


# ── The example: what residents receive ────────────────────────────────────────────────────────────────────────────
MAIL_COLUMNS: list[Column[folder.Mail]] = [
    Column(
        gettext_lazy("Onderwerp"),
        lambda mail: link(reverse("outbox:example_mail", args=[mail.key]), mail.subject),
        main=True,
    ),
    Column(gettext_lazy("Aan"), lambda mail: mail.to),
    Column(gettext_lazy("Bezorgd"), lambda mail: moment(mail.arrived_at)),
]


@open_to_all
def example_mails(request: HttpRequest) -> HttpResponse:
    _only_in_the_example()
    empty = _("Er is nog geen e-mail. Doe een melding met een e-mailadres; binnen een minuut staat de e-mail hier.")
    table = Table(MAIL_COLUMNS, folder.newest(), caption=_("E-mails, nieuwste eerst"), empty=empty)
    return render(request, "outbox/example_mails.html", {"table": table})


@open_to_all
def example_mail(request: HttpRequest, key: str) -> HttpResponse:
    _only_in_the_example()
    mail = folder.mail(key)
    if mail is None:
        raise Http404
    facts = [(_("Van"), mail.sender), (_("Aan"), mail.to), (_("Bezorgd"), moment(mail.arrived_at))]
    context = {"mail": mail, "facts": facts, "text": as_html(mail.text), "html": cleaned(mail.html)}
    return render(request, "outbox/example_mail.html", context)


def _only_in_the_example() -> None:
    if not settings.EXAMPLE:
        raise Http404
