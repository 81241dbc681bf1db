"""Where things happen, never finer than a neighbourhood."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from translated_fields import to_attribute

from catalogue.models.fields import Loaded, bilingual, refuse_circle


class PlaceQuerySet(models.QuerySet):
    """Places as lists and filters want them."""

    def in_order(self):
        """By name in the reader's language."""
        return self.order_by(to_attribute("name"))


class Place(Loaded):
    """A neighbourhood, city, county or kind of site that documents name; never an address."""

    class Kind(models.TextChoices):
        """What sort of area it is."""

        SITE = "site", _("kind of site")
        NEIGHBOURHOOD = "neighbourhood", _("neighbourhood")
        CITY = "city", _("city")
        COUNTY = "county", _("county")
        REGION = "region", _("region")
        COURT_DISTRICT = "court-district", _("court district")
        STATE = "state", _("state")
        COUNTRY = "country", _("country")

    slug = models.SlugField(
        _("address"), max_length=80, unique=True, help_text=_("The end of its web address, for example boyle-heights.")
    )
    name = bilingual(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    part_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("part of"),
        help_text=_("The larger area around it. Filters by the larger area find this one too."),
    )
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=4,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("Of the middle of the area, two decimals at most (about one kilometre). Never of a building."),
    )
    longitude = models.DecimalField(_("longitude"), max_digits=5, decimal_places=2, null=True, blank=True)

    history = HistoricalRecords(excluded_fields=["loaded_digest"])
    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["name_en"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name_en="") & ~Q(name_es=""),
                name="place_has_a_name_in_both_languages",
                violation_error_message=_("Give the place a name in English and in Spanish."),
            ),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
                name="place_has_both_coordinates_or_none",
                violation_error_message=_("Give both coordinates, or neither."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a place that is part of itself."""
        refuse_circle(self)

    def get_absolute_url(self) -> str:
        """Its page in the reader's language."""
        return reverse("place", args=[self.slug])
