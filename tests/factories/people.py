"""Makers of people."""

from __future__ import annotations

import factory

from accounts.models import User


class UserFactory(factory.django.DjangoModelFactory):
    """A person who can sign in; the password is ``demo-diaspora``."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Person {n}")
    email = factory.Sequence(lambda n: f"person{n}@example.org")

    @classmethod
    def _create(cls, model_class, *_args, **kwargs):
        password = kwargs.pop("password", "demo-diaspora")
        return model_class.objects.create_user(kwargs.pop("email"), password, **kwargs)
