from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "wijkwerk.foundation.outbox"
    label = "outbox"
    verbose_name = "Uitgaande post"
