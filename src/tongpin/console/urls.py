"""The operators' routes: those of the shell itself; what capabilities show is added by `project.urls`."""

from __future__ import annotations

from django.urls import path

from tongpin.console import decisions, views
from tongpin.webkit.pages import Routes

outside: Routes = [path("ui/", views.gallery, name="gallery")]
urlpatterns: Routes = [path("", views.today, name="today"), *decisions.routes]
