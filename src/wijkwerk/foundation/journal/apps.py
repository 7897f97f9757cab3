from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "wijkwerk.foundation.journal"
    label = "journal"
