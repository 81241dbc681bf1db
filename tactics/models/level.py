"""The level of law that tools and policies share."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """Whose rule it is."""

    FEDERAL = "federal", _("federal")
    STATE = "state", _("state")
    COUNTY = "county", _("county")
    CITY = "city", _("city")
    WORKPLACE = "workplace", _("workplace")
