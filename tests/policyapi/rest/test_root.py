"""What a stranger finds who types the bare address."""

import pytest
from django.test import Client

from policyapi.rest.root import ROOTS


def test_the_bare_address_leads_to_the_documentation(client: Client) -> None:
    answer = client.get("/", follow=True)
    assert answer.redirect_chain == [("/api/v1/docs/", 302)]
    assert answer.status_code == 200


@pytest.mark.django_db
def test_the_root_names_addresses_that_answer(client: Client) -> None:
    found = client.get("/api/v1/").json()
    assert list(found) == list(ROOTS)
    for address in found.values():
        assert client.get(address).status_code == 200
