"""The playbook's pages."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from tests.web.conftest import Lived


def test_smoke(lived: Lived, client_of: Callable[[str], Client]) -> None:
    client = client_of("owner")
    c = lived.community
    for name, args in [("playbook", []), ("playbook-edit", []), ("playbook-versions", []), ("playbook-version", [1]), ("playbook-diff", [1]), ("playbook-schema", []), ("playbook-file", []), *(("playbook-section", [p]) for p in ("community","members","conduct","conduct/rules","conduct/rules/0","sanctions","sanctions/ladders","sanctions/ladders/太短","sanctions/ladder/0","incentives","activities","activities/checkin"))]:
        response = client.get(reverse(name, args=[c, *args]))
        assert response.status_code == 200, (name, args)
    r = client.post(reverse("playbook-section", args=[c, "conduct/rules/0"]), {"conduct/rules/0/messages": "9"})
    print(r.status_code, r.content.decode()[-9000:])
