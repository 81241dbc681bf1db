"""The store of pictures: files with names that nobody can guess, each written once and never changed.

The files of a picture that was replaced or taken off an entry stay, because history may bring it back; readers are no
longer given them (``catalogue.images.shown``). ``manage.py prune_pictures`` removes what nothing names any more.
"""

from __future__ import annotations

import contextlib
import datetime
import json
import logging
import os
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError
from django.utils import timezone

from catalogue import registry
from catalogue.images.intake import Taken
from catalogue.images.refusals import NOT_STORED, Refused
from catalogue.images.sizes import FOLDER, TOKEN, name_of, token_of
from catalogue.models import Entry, Merge, Proposal, Upload

logger = logging.getLogger(__name__)

YOUNG = datetime.timedelta(days=1)  # files of a form that is being saved just now are named by nothing yet


@dataclass(frozen=True)
class Stored:
    """A picture in the store: the name that an entry knows it by, its size in pixels, and all its files."""

    name: str
    width: int
    height: int
    files: tuple[str, ...]
    size: int

    @property
    def value(self) -> list[Any]:
        """As a state of an entry holds it (catalogue.editing.state)."""
        return [self.name, self.width, self.height]


def store(taken: Taken) -> Stored:
    """Write all files of a picture; what is half written when that fails is removed.

    Raises Refused when the disk does not take them.
    """
    token = secrets.token_hex(16)
    files = {f"{FOLDER}/{token}-{ending}": content for ending, content in taken.files.items()}
    try:
        for name, content in files.items():
            default_storage.save(name, ContentFile(content))
        _to_disk(list(files))
    except OSError as error:
        logger.exception("A picture could not be stored.")
        _remove(files)
        raise Refused(NOT_STORED) from error
    return Stored(name_of(token, taken.width), taken.width, taken.height, tuple(files), taken.size)


def settle(stored: Stored, user: AbstractBaseUser) -> None:
    """After the form that it came with: count it for its sender if something names it now, else remove its files."""
    try:
        if not _is_named(stored.name):
            _remove(stored.files)
        else:
            Upload.objects.create(name=stored.name, size=stored.size, by_id=user.pk)
    except DatabaseError:  # what is too much is pruned later; what is named must not go
        logger.exception("Whether %s is needed could not be found out.", stored.name)


def _is_named(name: str) -> bool:
    return (
        Entry.objects.filter(image=name).exists()
        or Proposal.objects.filter(changes__image__0=name).exists()  # a picture that waits for a reviewer
    )


def _remove(names: Any) -> None:
    for name in names:
        with contextlib.suppress(OSError):
            default_storage.delete(name)


def _to_disk(names: list[str]) -> None:
    """Wait until the files and their names would outlive a power cut, as what the database keeps does."""
    try:
        paths = [default_storage.path(name) for name in names]
    except NotImplementedError:  # a store elsewhere sees to that itself
        return
    for path in (*paths, os.path.dirname(paths[0])):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def needless() -> list[str]:
    """Files that no entry, no history, no proposal and no merge names, and that are older than a day."""
    try:
        _folders, files = default_storage.listdir(FOLDER)
    except FileNotFoundError:
        return []
    named = set(_named_tokens())
    names = [f"{FOLDER}/{file}" for file in files]
    before = timezone.now() - YOUNG
    return [
        name
        for name in sorted(names)
        if (token := token_of(name)) and token not in named and default_storage.get_modified_time(name) < before
    ]


def prune() -> list[str]:
    """Remove what is needless, and say what that was."""
    names = needless()
    _remove(names)
    Upload.objects.filter(name__in=names).delete()
    return names


def _named_tokens() -> Iterator[str]:
    types: list[Any] = [entry_type.model for entry_type in registry.all_types()]
    for model in (Entry, *(each.history.model for each in types)):
        yield from map(token_of, model.objects.filter(image__gt="").values_list("image", flat=True))
    for values in (Proposal.objects.values_list("changes"), Merge.objects.values_list("done")):
        for (value,) in values:
            yield from re.findall(TOKEN, json.dumps(value))
