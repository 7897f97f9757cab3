"""Two kinds of things with a place on the thread. They borrow the rows of work areas: rooms above are unknown here."""

from wijkwerk.domain.areas.models import WorkArea, WorkAreaKind
from wijkwerk.foundation.access.permissions import Permission


class OnThread:
    """What things.py asks for. A thing of the kind `buitengebied` is only for staff; one with an end is done."""

    @property
    def thread_title(self):
        return self.name

    @property
    def thread_state(self):
        return "klaar" if self.thread_is_done else "loopt"

    @property
    def thread_is_done(self):
        return self.valid_until is not None

    @property
    def thread_view_permission(self):
        return Permission.SIGNAL_VIEW if self.kind == WorkAreaKind.COUNTRYSIDE else Permission.AREA_VIEW

    def get_absolute_url(self):
        return f"/{self.thread_kind}/{self.pk}/"


class Wish(OnThread, WorkArea):
    thread_kind = "wens"

    class Meta:
        proxy = True
        app_label = "thread"
        auto_created = True  # so that no migration wants to know of it

    @property
    def thread_public_title(self):
        return "een wens (niet openbaar)"


class Job(OnThread, WorkArea):
    thread_kind = "klus"

    class Meta:
        proxy = True
        app_label = "thread"
        auto_created = True
