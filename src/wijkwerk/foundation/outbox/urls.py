"""Addresses of the post: what staff see of it, and the letterbox of the example."""

from django.urls import path

from wijkwerk.foundation.outbox import views

app_name = "outbox"
urlpatterns = [
    path("post/", views.letter_list, name="letters"),
    path("post/opnieuw/", views.send_failed_again, name="send_failed_again"),
    path("post/<int:letter_id>/", views.letter, name="letter"),
    path("post/<int:letter_id>/opnieuw/", views.send_again, name="send_again"),
    path("post/<int:letter_id>/gedaan/", views.mark_done, name="mark_done"),
    path("post/<int:letter_id>/stoppen/", views.cancel, name="cancel"),
    path("post/<int:letter_id>/afdrukken/", views.print_letter, name="print"),
    path("voorbeeld/post/", views.example_mails, name="example_mails"),
    path("voorbeeld/post/<str:key>/", views.example_mail, name="example_mail"),
]
