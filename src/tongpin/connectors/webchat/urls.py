"""The routes of the built-in chat, all below `/c/<community>/chat/`."""

from __future__ import annotations

from django.urls import path

from tongpin.connectors.webchat import views
from tongpin.webkit.pages import Routes

urlpatterns: Routes = [
    path("", views.chat_home, name="chat-home"),
    path("picture/<int:message>/", views.picture, name="chat-picture"),
    path("<int:chat>/", views.room, name="chat"),
    path("<int:chat>/older/", views.older, name="chat-older"),
    path("<int:chat>/search/", views.search, name="chat-search"),
    path("<int:chat>/post/", views.post, name="chat-post"),
    path("<int:chat>/react/", views.react, name="chat-react"),
    path("<int:chat>/live", views.live, name="chat-live"),
]
