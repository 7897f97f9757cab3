"""The gallery: every part of a page on one page, for who builds pages and for the tests that look at them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wijkwerk.foundation.kit.gallery import contents


def gallery(request: HttpRequest) -> HttpResponse:
    return render(request, "kit/gallery.html", contents(request))
