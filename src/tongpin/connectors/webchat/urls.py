"""The routes of the built-in chat, all below `/c/<community>/chat/`."""

from __future__ import annotations

from tongpin.webkit.pages import Routes

urlpatterns: Routes = []
