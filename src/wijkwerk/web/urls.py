"""Addresses of the frame."""

from django.urls import path

from wijkwerk.web.views import areas, money, plans, search, standing, start
from wijkwerk.web.views import help as help_pages

urlpatterns = [
    path("", start.start, name="start"),
    path("gebieden/<int:pk>-<slug:slug>/", areas.work_area, name="work_area"),  # in front of the areas' own page
    path("plannen/", plans.plans, name="plans"),
    path("geld/", money.money, name="money"),
    path("zoeken/", search.search, name="search"),
    path("beheer/", standing.manage, name="manage"),
    path("toegankelijkheid/", standing.accessibility, name="accessibility"),
    path("contact/", standing.contact, name="contact"),
    path("hulp/", help_pages.chapters, name="help"),
    path("hulp/<slug:name>/", help_pages.chapter, name="help_chapter"),
    path("logo/", standing.logo, name="logo"),
    path("sw.js", standing.service_worker, name="service_worker"),
    path("robots.txt", standing.robots_txt, name="robots_txt"),
    path(".well-known/security.txt", standing.security_txt, name="security_txt"),
]
