"""What each duty may see and do stands in words, in every language, and for every duty that there is."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from tongpin.kernel.standing import DUTIES
from tongpin.signin.roles import ROLES


def test_every_duty_has_its_words() -> None:
    assert {role.name for role in ROLES} == {*DUTIES, "", "former"}
    assert all(role.may_see and role.may_do and role.may_not for role in ROLES)


@pytest.mark.parametrize("language,said", [("zh-hans", "裁决申诉"), ("zh-hant", "裁決申訴"), ("en", "decide appeals")])
def test_they_are_shown_in_the_reader_s_language(language: str, said: str) -> None:
    with override(language):
        assert said in render_to_string("signin/roles.html", {"roles": ROLES})
