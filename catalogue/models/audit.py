"""What happened to accounts."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditEntry(models.Model):
    """One sign-in or change of an account. Never the address of a computer: it says what happened, not where from."""

    class Action(models.TextChoices):
        """What happened."""

        SIGNED_IN = "signed-in", _("signed in")
        SIGN_IN_FAILED = "sign-in-failed", _("could not sign in")
        SIGNED_OUT = "signed-out", _("signed out")
        ACCOUNT_MADE = "account-made", _("account made")
        ACCOUNT_CHANGED = "account-changed", _("account changed")
        ACCOUNT_DELETED = "account-deleted", _("account deleted")
        ROLES_CHANGED = "roles-changed", _("roles changed")
        PASSWORD_CHANGED = "password-changed", _("password changed")
        SECOND_STEP_ADDED = "second-step-added", _("second step added")
        SECOND_STEP_REMOVED = "second-step-removed", _("second step removed")
        UNDONE = "undone", _("changes undone")

    at = models.DateTimeField(_("when"), auto_now_add=True, db_index=True)
    action = models.CharField(_("what"), max_length=20, choices=Action)
    account = models.CharField(_("account"), max_length=150, help_text=_("Its name at that time."))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    details = models.CharField(_("details"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("entry of the audit log")
        verbose_name_plural = _("entries of the audit log")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.account}: {self.get_action_display()}"
