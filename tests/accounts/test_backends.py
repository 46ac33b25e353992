"""Facts about the person of a session: found by number, closed accounts are nobody."""

from __future__ import annotations

import pytest

from accounts.backends import EmailBackend
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def test_the_person_of_a_session_is_found_in_one_query(django_assert_num_queries):
    user = UserFactory()
    with django_assert_num_queries(1):
        found = EmailBackend().get_user(user.pk)
    assert found == user
    assert (found.email, found.name, found.uid) == (user.email, user.name, user.uid)


def test_a_closed_or_missing_account_is_nobody():
    user = UserFactory(is_active=False)
    assert EmailBackend().get_user(user.pk) is None
    assert EmailBackend().get_user(user.pk + 1) is None
