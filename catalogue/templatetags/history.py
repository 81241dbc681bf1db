"""What pages about changes can say."""

from django import template

from catalogue.editing import site_reasons

register = template.Library()

register.filter("told", site_reasons.told)
