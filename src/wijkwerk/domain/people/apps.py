from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "wijkwerk.domain.people"
    label = "people"
