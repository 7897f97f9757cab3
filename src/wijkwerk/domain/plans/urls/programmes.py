"""Addresses of programmes and their efforts, and of the frames that they are assessed by."""

from django.urls import path

from wijkwerk.domain.plans.views import frames, programme_comments, programmes

urlpatterns = [
    path("programmas/", programmes.programme_list, name="programmes"),
    path("programmas/nieuw/", programmes.start_programme, name="start_programme"),
    path("programmas/<int:number>/", programmes.programme, name="programme"),
    path("programmas/<int:number>/wijzigen/", programmes.change_programme, name="change_programme"),
    path("programmas/<int:number>/reageren/", programme_comments.comment, name="comment_programme"),
    path(
        "programmas/<int:number>/reacties/<int:comment_id>/",
        programme_comments.handle_comment,
        name="handle_programme_comment",
    ),
    path("programmas/<int:number>/instemmen/", programmes.agree, name="agree"),
    path(
        "programmas/<int:number>/instemmingen/<int:agreement_id>/weg/",
        programmes.withdraw_agreement,
        name="withdraw_agreement",
    ),
    path("programmas/<int:number>/vaststellen/", programmes.adopt_programme, name="adopt_programme"),
    path("programmas/<int:number>/stand/", programmes.move_programme, name="move_programme"),
    path("programmas/<int:number>/toetsen/", frames.assess_programme, name="assess_programme"),
    path("programmas/<int:number>/inspanningen/nieuw/", programmes.add_effort, name="add_effort"),
    path("programmas/inspanningen/<int:number>/", programmes.effort, name="effort"),
    path("programmas/inspanningen/<int:number>/wijzigen/", programmes.change_effort, name="change_effort"),
    path("programmas/inspanningen/<int:number>/weg/", programmes.remove_effort, name="remove_effort"),
    path("programmas/inspanningen/<int:number>/geld/", programmes.reserve_money, name="reserve_money"),
    path("programmas/inspanningen/<int:number>/geld/vervalt/", programmes.release_money, name="release_money"),
    path("programmas/inspanningen/<int:number>/wacht/", programmes.wait_for_money, name="wait_for_money"),
    path("projecten/<int:number>/toetsen/", frames.assess_item, name="assess_item"),
    path("toetsingskaders/", frames.frame_list, name="frames"),
    path("toetsingskaders/nieuw/", frames.add_frame, name="add_frame"),
    path("toetsingskaders/<int:number>/", frames.frame, name="frame"),
    path("toetsingskaders/<int:number>/wijzigen/", frames.change_frame, name="change_frame"),
    path("toetsingskaders/<int:number>/gebruik/", frames.use_frame, name="use_frame"),
    path("toetsingskaders/ingevuld/<int:number>/", frames.assessment, name="assessment"),
    path("toetsingskaders/ingevuld/<int:number>/wijzigen/", frames.change_assessment, name="change_assessment"),
]
