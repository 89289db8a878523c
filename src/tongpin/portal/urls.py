"""The members' routes: those of the shell itself; what capabilities show is added by `project.urls`."""

from __future__ import annotations

from django.urls import path

from tongpin.portal.views import home, me
from tongpin.webkit.pages import Routes

outside: Routes = [path("", home.front, name="front")]
urlpatterns: Routes = [
    path("", home.home, name="portal-home"),
    path("me/", me.me, name="me"),
    path("me/card/", me.me_card, name="me-card"),
    path("me/leave/", me.me_leave, name="me-leave"),
    path("me/data.json", me.me_data, name="me-data"),
]
