"""Editors' accounts: no sign-up, and in public a second factor before the admin opens."""

from allauth.account.adapter import DefaultAccountAdapter


class ClosedAccountAdapter(DefaultAccountAdapter):
    """Accounts are made by an administrator, never by visitors."""

    def is_open_for_signup(self, request) -> bool:
        """Nobody signs up."""
        return False
