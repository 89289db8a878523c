"""The routes of incentives."""

from __future__ import annotations

from django.urls import path

from tongpin.capabilities.incentives.views import console, portal
from tongpin.webkit.pages import Routes

of_members: Routes = [
    path("points/", portal.points, name="points"),
    path("leaderboard/", portal.leaderboard, name="leaderboard"),
    path("leaderboard/shown/", portal.choose_shown, name="leaderboard-shown"),
]
of_stewards: Routes = [
    path("points/", console.console_points, name="console-points"),
    path("points/ledger.csv", console.console_points_file, name="console-points-file"),
]
