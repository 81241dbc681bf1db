"""Pictures that editors sent."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Upload(models.Model):
    """One picture as it was taken in: who may send more is counted from these rows."""

    name = models.CharField(_("file"), max_length=100, unique=True)
    size = models.PositiveIntegerField(_("bytes"), help_text=_("Of all its sizes and formats together."))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="uploads", verbose_name=_("sent by")
    )
    at = models.DateTimeField(_("sent at"), auto_now_add=True)

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-at"]

    def __str__(self) -> str:
        return self.name
