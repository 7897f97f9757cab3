from django.apps import AppConfig


class ThreadConfig(AppConfig):
    name = "wijkwerk.domain.thread"
    label = "thread"
