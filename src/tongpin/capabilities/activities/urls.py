"""The routes of activities."""

from __future__ import annotations

from django.urls import path

from tongpin.capabilities.activities.views import console, portal
from tongpin.webkit.pages import Routes

of_members: Routes = [
    path("activities/", portal.activities, name="activities"),
    path("activities/checkin/", portal.checkin, name="checkin"),
    path("activities/makeup/", portal.makeup, name="makeup"),
]
of_stewards: Routes = [
    path("activities/", console.console_activities, name="console-activities"),
    path("activities/checkins.csv", console.console_checkins_file, name="console-checkins-file"),
]
