"""Addresses of surveys: for residents at /enquete/, for staff at /enquetes/ and /vragenlijsten/."""

from django.urls import path

from wijkwerk.domain.plans.views import survey_answers, surveys

urlpatterns = [
    path("enquete/", survey_answers.door, name="survey_door"),
    path("enquete/<int:number>/", survey_answers.answer, name="answer_survey"),
    path("enquete/<int:number>/bedankt/", survey_answers.thanks, name="survey_thanks"),
    path("evaluaties/<int:number>/enquete/", surveys.make_survey, name="make_survey"),
    path("enquetes/", surveys.survey_list, name="surveys"),
    path("enquetes/<int:number>/", surveys.survey, name="survey"),
    path("enquetes/<int:number>/wijzigen/", surveys.change_survey, name="change_survey"),
    path("enquetes/<int:number>/openen/", surveys.open_survey, name="open_survey"),
    path("enquetes/<int:number>/sluiten/", surveys.close_survey, name="close_survey"),
    path("enquetes/<int:number>/codes/", surveys.make_codes, name="make_codes"),
    path("enquetes/<int:number>/papier/", surveys.paper, name="survey_paper"),
    path("enquetes/<int:number>/invoer/", surveys.enter_paper, name="enter_paper"),
    path("enquetes/<int:number>/nakijken/", surveys.check_paper, name="check_paper"),
    path("enquetes/<int:number>/woorden/", surveys.words, name="survey_words"),
    path("enquetes/<int:number>/woorden/<int:answer_id>/", surveys.look_through, name="look_through"),
    path("enquetes/<int:number>/vragen/", surveys.add_question, name="add_question"),
    path("enquetes/<int:number>/vragen/<int:question_id>/", surveys.change_question, name="change_question"),
    path("enquetes/<int:number>/vragen/<int:question_id>/weg/", surveys.remove_question, name="remove_question"),
    path("enquetes/<int:number>/vragen/<int:question_id>/plaats/", surveys.move_question, name="move_question"),
    path("enquetes/<int:number>/overnemen/", surveys.take_over_questions, name="take_over_questions"),
    path("enquetes/<int:number>/bewaren/", surveys.keep_as_set, name="keep_as_set"),
    path("vragenlijsten/", surveys.question_sets, name="question_sets"),
    path("vragenlijsten/<int:number>/", surveys.question_set, name="question_set"),
    path("vragenlijsten/<int:number>/gebruik/", surveys.retire_question_set, name="retire_question_set"),
    path(
        "vragenlijsten/<int:number>/vragen/<int:question_id>/weg/",
        surveys.remove_question_of_set,
        name="remove_question_of_set",
    ),
]
