import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm
from django.contrib.auth.models import User


@pytest.fixture
def passkey(monkeypatch):
    """Gives accounts a passkey that is always used well: ``passkey(editor)``, then ``use_passkey(client)``."""

    def give(editor: User) -> Authenticator:
        authenticator = Authenticator.objects.create(user=editor, type=Authenticator.Type.WEBAUTHN, data={"name": "x"})
        monkeypatch.setattr(AuthenticateWebAuthnForm, "clean_credential", lambda form: authenticator)
        return authenticator

    return give
