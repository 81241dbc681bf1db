"""What is asked of an account: a name to sign in with, a role, a password. No e-mail address and no real name."""

from typing import Any

from django import forms
from django.contrib.auth.forms import UsernameField
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from catalogue import passwords
from catalogue.roles import choices, role_of


class AccountForm(forms.ModelForm):
    """An account that is there already."""

    role = forms.ChoiceField(label=_("Role"), choices=choices)

    class Meta:
        model = User
        fields = ["username", "is_active"]
        field_classes = {"username": UsernameField}
        labels = {"username": _("Name"), "is_active": _("May sign in")}
        help_texts = {
            "username": _("What somebody signs in with. It need not be, and better is not, a real name."),
            "is_active": _(
                "Take the tick away rather than delete an account: it is out at once, and what it did keeps its name."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role = role_of(self.instance) if self.instance.pk else None
        # What is left out of the page is not here: nobody changes their own role.
        if (field := self.fields.get("role")) and isinstance(field, forms.ChoiceField):
            field.initial = role
            if not role:
                field.choices = [("", _("Please choose")), *choices()]

    def clean_username(self) -> str:
        """A name of its own, however it is capitalised."""
        name: str = self.cleaned_data["username"]
        if User.objects.filter(username__iexact=name).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("There is an account with this name. Choose another one."), code="unique")
        return name


class GivesPassword(forms.Form):
    """A password that an administrator types, or leaves to us."""

    new_password = forms.CharField(
        label=_("Password"),
        required=False,
        strip=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        help_text=_("Leave it empty, and one is made up and shown to you once. Otherwise at least 12 characters."),
    )

    def check_password(self, account: User) -> None:
        """Refuse a weak one."""
        if password := self.cleaned_data.get("new_password"):
            try:
                validate_password(password, account)
            except ValidationError as error:
                self.add_error("new_password", error)

    def set_password(self, account: User) -> str:
        """Give it to the account, which is not saved yet. What was made up, to be shown; else empty."""
        typed: str = self.cleaned_data["new_password"]
        password = typed or passwords.made_up()
        account.set_password(password)
        return "" if typed else password


class NewAccountForm(GivesPassword, AccountForm):
    """An account that is not there yet."""

    class Meta(AccountForm.Meta):
        fields = ["username"]

    made_up = ""

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        self.check_password(self.instance)

    def save(self, commit: bool = True) -> User:
        """With its password, which is stored as a hash only."""
        self.made_up = self.set_password(self.instance)
        account: User = super().save(commit)
        return account


class NewPasswordForm(GivesPassword):
    """Another password for an account whose owner forgot theirs."""

    def __init__(self, account: User, *args: Any, **kwargs: Any) -> None:
        self.account = account
        super().__init__(*args, **kwargs)

    def clean(self) -> None:
        """Refuse a weak one."""
        self.check_password(self.account)

    def save(self) -> str:
        """Store it. What was made up, to be shown; else empty."""
        made_up = self.set_password(self.account)
        self.account.save()
        return made_up
