"""The routes of members, below `/console/<community>/`."""

from __future__ import annotations

from django.urls import path

from tongpin.capabilities.members.views import listing, story
from tongpin.webkit.pages import Routes

console: Routes = [
    path("members/", listing.members, name="members"),
    path("members/members.csv", listing.members_file, name="members-file"),
    path("members/<int:number>/", story.member, name="member"),
    path("members/<int:number>/duty/", story.member_duty, name="member-duty"),
]
