"""catalogue.sealing: what the database holds of second steps."""

from importlib import import_module

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.apps import apps

from catalogue.sealing import UnreadableError, seal, unseal
from tests.factories import make_editor

OTHER = "another secret key, long enough for anything"


def code_of(secret: str) -> str:
    """What an app for codes would show now."""
    return totp.format_hotp_value(totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time()))))


def test_what_is_sealed_says_nothing_and_comes_back():
    sealed = seal("JBSWY3DPEHPK3PXP")

    assert "JBSWY3DPEHPK3PXP" not in sealed
    assert unseal(sealed) == "JBSWY3DPEHPK3PXP"


def test_what_was_stored_before_secrets_were_sealed_stays_as_it_is():
    assert unseal("JBSWY3DPEHPK3PXP") == "JBSWY3DPEHPK3PXP"


def test_earlier_key_opens_and_no_other(settings):
    sealed = seal("JBSWY3DPEHPK3PXP")

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = OTHER, [settings.SECRET_KEY]
    assert unseal(sealed) == "JBSWY3DPEHPK3PXP"

    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(UnreadableError):
        unseal(sealed)


def test_database_holds_no_secret_of_a_second_step(db):
    secret = totp.generate_totp_secret()

    step = totp.TOTP.activate(make_editor(), secret)

    assert secret not in str(Authenticator.objects.get().data)
    assert step.validate_code(code_of(secret))


def test_codes_of_a_second_step_that_no_key_opens_do_not_fit_and_break_nothing(db, settings, caplog):
    secret = totp.generate_totp_secret()
    step = totp.TOTP.activate(make_editor(), secret)

    settings.SECRET_KEY = OTHER

    assert not step.validate_code(code_of(secret))
    assert caplog.messages == ["A second step cannot be read: it was set up under another SECRET_KEY."]


def test_migration_seals_what_was_stored_before_and_can_be_taken_back(db):
    migration = import_module("catalogue.migrations.0008_seal_second_steps")
    ana = make_editor()
    Authenticator.objects.create(user=ana, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
    codes = RecoveryCodes.activate(ana)
    shown = codes.get_unused_codes()

    migration.seal_all(apps, None)
    sealed = Authenticator.objects.get(type="totp").data["secret"]
    migration.seal_all(apps, None)  # twice does no harm

    assert sealed != "JBSWY3DPEHPK3PXP"
    assert unseal(Authenticator.objects.get(type="totp").data["secret"]) == "JBSWY3DPEHPK3PXP"
    assert RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).get_unused_codes() == shown

    migration.unseal_all(apps, None)

    assert Authenticator.objects.get(type="totp").data["secret"] == "JBSWY3DPEHPK3PXP"
