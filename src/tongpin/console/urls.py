"""The operators' routes: those of the shell itself; what capabilities show is added by `project.urls`."""

from __future__ import annotations

from django.urls import path

from tongpin.console import audit, chat, chats, decisions, errands, house, palette, today, views
from tongpin.console.playbook.routes import routes as playbook_routes
from tongpin.webkit.pages import Routes

outside: Routes = [path("ui/", views.gallery, name="gallery")]
urlpatterns: Routes = [
    *today.routes,
    *chats.routes,
    *chat.routes,
    *decisions.routes,
    *house.routes,
    *errands.routes,
    *audit.routes,
    *palette.routes,
    *playbook_routes,
]
