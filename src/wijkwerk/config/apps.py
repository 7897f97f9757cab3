from django.apps import AppConfig
from django.db.backends.signals import connection_created

from wijkwerk.config.postgresql import plan_for_what_is_asked


class ConfigConfig(AppConfig):
    name = "wijkwerk.config"
    label = "config"

    def ready(self) -> None:
        connection_created.connect(plan_for_what_is_asked, dispatch_uid="config.plan_for_what_is_asked")
