from django.apps import AppConfig


class WorkshopConfig(AppConfig):
    name = "wijkwerk.domain.workshop"
    label = "workshop"
    letters_stay_in_the_room = True  # read where people work who may know: at the desk, not in the post of all
