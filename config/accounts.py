"""How staff log in: allauth, without sign-up."""

from allauth.account.adapter import DefaultAccountAdapter


class StaffAccountAdapter(DefaultAccountAdapter):
    """Accounts are made by an admin; nobody opens one alone."""

    def is_open_for_signup(self, request) -> bool:
        return False
