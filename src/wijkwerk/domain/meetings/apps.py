from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "wijkwerk.domain.meetings"
    label = "meetings"
