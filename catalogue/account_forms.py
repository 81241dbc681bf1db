"""Forms of signing in, where allauth's own words would puzzle people."""

from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _


class PasskeyForm(AddWebAuthnForm):
    """Adds a passkey: unless told otherwise, one that is enough by itself."""

    name = forms.CharField(
        label=_("Name of this passkey"),
        required=False,
        max_length=100,
        help_text=_("So that you know it from others later: “my phone”, “blue key”."),
    )
    passwordless = forms.BooleanField(
        label=_("It is enough by itself"),
        label_suffix="",
        required=False,
        initial=True,
        help_text=_(
            "You then sign in without name and password. Your device asks for your finger, your face or its PIN. Take "
            "the tick away for an old security key that cannot do this."
        ),
    )
