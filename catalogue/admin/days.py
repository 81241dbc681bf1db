"""Days in forms: by the browser's own calendar, which every hand, eye and screen reader can use."""

from typing import Any

from django import forms


class DayInput(forms.DateInput):
    """A day. Browsers show it as their people write dates; it travels as 2025-06-08."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None):
        super().__init__(attrs, format="%Y-%m-%d")
