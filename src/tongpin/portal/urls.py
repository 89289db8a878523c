"""The members' routes: those of the shell itself; what capabilities show is added by `project.urls`."""

from __future__ import annotations

from django.urls import path

from tongpin.portal import views
from tongpin.webkit.pages import Routes

outside: Routes = [path("", views.front, name="front")]
urlpatterns: Routes = [path("", views.home, name="portal-home")]
