"""An inspection with one of each thing that it can have, with `words` wherever not everybody may read."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from wijkwerk.domain.inspections.models import Level, Scale, ScaleKind, Subject
from wijkwerk.domain.inspections.operations import findings, marking, scales, walkers, walks
from wijkwerk.domain.inspections.operations.scales import LevelWords
from wijkwerk.domain.inspections.states import InspectionState
from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.outbox.models import Channel


def photo():
    buffer = BytesIO()
    Image.new("RGB", (64, 48), "green").save(buffer, "JPEG")
    return SimpleUploadedFile("foto.jpg", buffer.getvalue(), content_type="image/jpeg")


def make_inspections(work_area, words, *, at, owner):
    """A walk of this area that is over, with a list that was sent round; gives the walker."""
    how = {"by": CLOCK, "at": at}
    scale = Scale.objects.first() or scales.make_scale(
        name="Kort", kind=ScaleKind.LABELS, levels=[LevelWords("goed"), LevelWords("slecht")], norm="goed", **how
    )
    subject = Subject.objects.first() or scales.make_subject(name="Groen", **how)
    aspect = subject.aspects.first() or scales.make_aspect(subject, name="Onkruid", **how)
    level = Level.objects.get(scale=scale, code="slecht")
    if not aspect.pictures.exists():
        scales.keep_picture(aspect, level=level, photo=photo(), alt="Een stoep", **how)
    inspection = walks.prepare(
        work_area=work_area,
        subject=subject,
        scale=scale,
        aspects=[aspect],
        title=f"Groenschouw {work_area}",
        on=at.date(),
        **how,
    )
    spot = walks.add_spot(inspection, name="Bij de brug", lat=53.0, lon=6.9, is_fixed=True, **how)
    walker = walkers.invite_resident(
        inspection, name=words, reply_by=Channel.POST, reply_address=words, client_key=uuid4(), **how
    )
    walkers.walker_for(inspection, owner, at=at)
    marking.add_spot_on_the_way(walker, name=words, made_at=at, key=uuid4(), **how)
    for each in inspection.spots.all():
        draft = marking.MarkDraft(key=uuid4(), spot=each, aspect=aspect, level=level, at=at, note=words)
        marking.give_mark(walker, draft, **how)
    marking.add_photo(walker, photo(), spot=spot, made_at=at, key=uuid4(), **how)
    walks.move(inspection, state=InspectionState.WALKED, **how)
    findings.add_finding(
        inspection,
        title="Bankje maken",
        description=words,
        owner_person=owner,
        due_on=at.date() + timedelta(days=9),
        **how,
    )
    findings.send_list(inspection, **how)
    walkers.say_agrees(walker, agrees=False, words=words, **how)
    return walker
