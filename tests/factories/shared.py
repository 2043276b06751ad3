"""Staff of the tests: the fixed cast is a biller, a front-desk clerk and an admin."""

from datetime import UTC, datetime

import factory

from config.shared.models import SavedView, User
from config.shared.permissions import Role


class UserFactory(factory.django.DjangoModelFactory):
    """A biller, unless told otherwise. The password is "correct horse battery"."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"user{n}")
    first_name = "Dana"
    last_name = factory.Sequence(lambda n: f"Whitlow{n}")
    role = Role.BILLER

    @factory.post_generation
    def password(self, create, extracted, **kwargs):
        self.set_password(extracted or "correct horse battery")
        if create:
            self.save(update_fields=["password"])


class BillerFactory(UserFactory):
    role = Role.BILLER


class FrontDeskFactory(UserFactory):
    role = Role.FRONT_DESK
    first_name = "Kemi"


class AdminFactory(UserFactory):
    role = Role.ADMIN
    first_name = "Tomas"


def make_view(owner=None, *, route: str = "claims:claim_list", query: str = "queue=rejected", name: str = "To fix", **fields) -> SavedView:
    """A saved view, everybody's unless it has an owner."""
    return SavedView.objects.create(owner=owner, route=route, query=query, name=name, created_at=datetime.now(UTC), **fields)
