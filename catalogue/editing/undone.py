"""What became, or would become, of each record that an account touched (catalogue.editing.undo)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, ngettext

from catalogue.editing.state import State


class Did(models.TextChoices):
    """What becomes of one record."""

    CHANGED = "changed", gettext_lazy("changes taken back")
    UNMERGED = "unmerged", gettext_lazy("merge undone")
    BACK = "back", gettext_lazy("brought back")
    WITHDRAWN = "withdrawn", gettext_lazy("withdrawn: this account made it")
    DELETED = "deleted", gettext_lazy("deleted: this account made it")
    REFUSED = "refused", gettext_lazy("proposal refused: this account made it")
    STAYS = "stays", gettext_lazy("stays as it is")
    LISTED = "listed", gettext_lazy("decided by this account: look at it yourself")


@dataclass
class Item:
    """One record that the account touched, and what becomes of it."""

    model: Any
    key: int
    name: str
    at: datetime  # when the account last touched it
    did: Did
    before: State = field(default_factory=dict)  # of what is stored: only what changes
    after: State = field(default_factory=dict)
    stays: State = field(default_factory=dict)  # somebody else changed these since: what they would go back to
    stored: State = field(default_factory=dict)  # and what they are
    problems: list[str | Promise] = field(default_factory=list)  # sentences

    @property
    def kind(self) -> str:
        """What it is: "organisation", "source"."""
        return str(self.model._meta.verbose_name)

    @property
    def is_done(self) -> bool:
        """Whether anything of it is undone."""
        return self.did not in (Did.STAYS, Did.LISTED)

    @property
    def is_left(self) -> bool:
        """Whether anything of it is left as it is."""
        return not self.is_done or bool(self.stays or self.problems)


@dataclass
class Undone:
    """All that is undone, and all that is not, the newest first."""

    account: Any
    since: datetime
    items: list[Item] = field(default_factory=list)

    @property
    def done(self) -> int:
        """How many records something is undone of."""
        return sum(item.is_done for item in self.items)

    @property
    def left(self) -> int:
        """How many records something is left of."""
        return sum(item.is_left for item in self.items)

    @property
    def summary(self) -> str:
        """In a sentence or two."""
        done = ngettext("%(count)d record was put right.", "%(count)d records were put right.", self.done)
        left = ngettext("%(count)d needs a look.", "%(count)d need a look.", self.left)
        sentences = [done % {"count": self.done}]
        if self.left:
            sentences.append(left % {"count": self.left})
        return " ".join(sentences)
