"""The routes of signing in, all below `/in/`."""

from __future__ import annotations

from tongpin.webkit.pages import Routes

urlpatterns: Routes = []
