"""Facts about allauth's forms as people meet them: one name for the address, no hints."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.django_db

PAGES = ["/accounts/login/", "/accounts/signup/", "/accounts/password/reset/"]


@pytest.mark.parametrize("path", PAGES)
def test_the_address_has_one_name_and_no_hint_repeats_a_label(client, path):
    page = client.get(path, headers={"Accept-Language": "en"}).content.decode()
    assert "E-mail address" in page
    assert "Email" not in page
    assert "placeholder" not in page
