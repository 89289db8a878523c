"""The playbook's routes in the console."""

from __future__ import annotations

from django.urls import path

from tongpin.console.playbook import adopting, file_pages, section_pages, version_pages
from tongpin.webkit.pages import Routes

routes: Routes = [
    path("playbook/", version_pages.playbook, name="playbook"),
    path("playbook/edit/", file_pages.edit, name="playbook-edit"),
    path("playbook/check/", file_pages.check, name="playbook-check"),
    path("playbook/adopt/", adopting.adopt, name="playbook-adopt"),
    path("playbook/form/<path:place>/", section_pages.section, name="playbook-section"),
    path("playbook/versions/", version_pages.versions, name="playbook-versions"),
    path("playbook/versions/<int:version>/", version_pages.version, name="playbook-version"),
    path("playbook/versions/<int:version>/difference/", version_pages.difference, name="playbook-diff"),
    path("playbook/versions/<int:version>/back/", version_pages.back, name="playbook-back"),
    path("playbook/schema/", version_pages.json_schema, name="playbook-schema"),
    path("playbook/file/", version_pages.file, name="playbook-file"),
]
