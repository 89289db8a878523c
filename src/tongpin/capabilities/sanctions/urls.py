"""The routes of cases: the members', below `/c/<community>/`, and the stewards', below `/console/<community>/`."""

from __future__ import annotations

from django.urls import path

from tongpin.capabilities.sanctions.views import case, cases, review
from tongpin.webkit.pages import Routes

portal: Routes = [
    path("cases/", cases.mine, name="cases"),
    path("cases/<int:case>/", case.show, name="case"),
    path("cases/<int:case>/appeal/", case.appeal, name="case-appeal"),
]
console: Routes = [
    path("review/", review.queue, name="review"),
    path("review/cases/", cases.all_cases, name="review-cases"),
    path("review/rules/", review.rules, name="review-rules"),
    path("review/<int:case>/", review.decide, name="review-decide"),
]
