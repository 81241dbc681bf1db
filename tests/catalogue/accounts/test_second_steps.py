"""Passkeys, codes of an app, and codes for the day on which the phone is lost."""

import re

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.test import Client
from django.urls import reverse

from tests.catalogue.accounts.pages import ADMIN, confirm_password, sign_in
from tests.factories import make_editor


def test_passkey_is_enough_by_itself_unless_told_otherwise(client, db):
    make_editor()
    sign_in(client)
    confirm_password(client)

    page = client.get(reverse("mfa_add_webauthn")).content.decode()

    assert re.search(r'<input type="checkbox" name="passwordless"[^>]* checked>', page)
    assert 'value="Passkey 1"' in page


def test_recovery_codes_are_shown_downloaded_and_made_anew(client, db):
    editor = make_editor()
    Authenticator.objects.create(user=editor, type=Authenticator.Type.WEBAUTHN, data={"name": "x"})
    sign_in_fully(client, editor)
    confirm_password(client)

    client.post(reverse("mfa_generate_recovery_codes"))
    page = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    file = client.get(reverse("mfa_download_recovery_codes")).content.decode()

    codes = re.findall(r"<code>(\d{8})</code>", page)
    assert len(codes) == 10
    assert file.split() == codes


def sign_in_fully(client, editor):
    """As after a password and a second step."""
    client.force_login(editor)
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "type": "webauthn", "at": 0}]
    session["account_authentication_methods_user"] = str(editor.pk)
    session.save()


def test_recovery_code_stands_in_for_a_lost_phone_once(client, db, second_factor_required):
    editor = make_editor()
    totp.TOTP.activate(editor, totp.generate_totp_secret())
    code = RecoveryCodes.activate(editor).get_unused_codes()[0]
    sign_in(client)

    client.post(reverse("mfa_authenticate"), {"code": code})
    sign_in(again := Client())
    again.post(reverse("mfa_authenticate"), {"code": code})

    assert client.get(ADMIN).status_code == 200
    assert again.get(ADMIN).status_code == 302
