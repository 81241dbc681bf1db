"""catalogue.images.kept: written whole or not at all, and kept as long as anything names it."""

import os
import re
from io import StringIO

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.management import call_command
from django.db import DatabaseError

from catalogue.editing.apply import set_value
from catalogue.images import kept
from catalogue.images.refusals import NOT_STORED, Refused
from catalogue.models import Entry, Proposal, Upload
from tests.catalogue.images.stored import TAKEN, give, stored
from tests.factories import make_editor, make_organisation, make_tactic

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]
YESTERDAY = 100_000  # seconds ago, a little more than a day


def aged(media) -> None:
    """Make every file older than a day."""
    for file in media.iterdir():
        moment = file.stat().st_mtime - YESTERDAY
        os.utime(file, (moment, moment))


def pruned(*arguments: str) -> str:
    """What the command says."""
    out = StringIO()
    call_command("prune_pictures", *arguments, stdout=out)
    return out.getvalue()


def test_names_cannot_be_guessed_and_tell_nothing(media):
    first, second = stored(), stored()

    names = sorted(file.name for file in media.iterdir())
    tokens = {name.partition("-")[0] for name in names}
    assert len(names) == 6
    assert len(tokens) == 2
    assert all(re.fullmatch(r"[0-9a-f]{32}-300\.(avif|webp|jpg)", name) for name in names)
    assert {first.name, second.name} == {f"entries/{token}-300.jpg" for token in tokens}
    assert (first.width, first.height, first.size) == (300, 200, TAKEN.size)


def test_full_disk_leaves_nothing_half_written(media, monkeypatch):
    save, written = FileSystemStorage._save, []

    def full(storage, name, content):
        if written:
            (media / name.rpartition("/")[2]).write_bytes(b"half")
            raise OSError(28, "No space left on device")
        written.append(save(storage, name, content))
        return written[0]

    monkeypatch.setattr(FileSystemStorage, "_save", full)

    with pytest.raises(Refused) as refused:
        stored()

    assert str(refused.value) == NOT_STORED
    assert list(media.iterdir()) == []


def test_picture_that_an_entry_has_is_counted_for_its_sender(media):
    editor, picture = make_editor(), stored()
    give(make_organisation(), picture)

    kept.settle(picture, editor)

    assert len(list(media.iterdir())) == 3
    assert Upload.objects.values_list("name", "size", "by").get() == (picture.name, TAKEN.size, editor.pk)


def test_picture_that_is_proposed_is_kept_and_counted(media):
    editor, picture, entry = make_editor(), stored(), make_organisation()
    Proposal.objects.create(entry_id=entry.pk, author=editor, changes={"image": picture.value}, base_version=1)

    kept.settle(picture, editor)

    assert len(list(media.iterdir())) == 3
    assert Upload.objects.count() == 1


def test_picture_that_nothing_names_goes_and_is_not_counted(media):
    kept.settle(stored(), make_editor())

    assert list(media.iterdir()) == []
    assert not Upload.objects.exists()


def test_picture_is_not_removed_while_the_database_cannot_say(media, monkeypatch):
    def broken(*arguments, **options):
        raise DatabaseError

    editor, picture = make_editor(), stored()
    monkeypatch.setattr(Entry.objects, "filter", broken)

    kept.settle(picture, editor)

    assert len(list(media.iterdir())) == 3


def test_pruning_keeps_what_anything_names(media):
    shown, replaced, deleted, proposed, gone = (stored() for _ in range(5))
    entry = make_organisation()
    give(entry, replaced)
    give(entry, shown)
    other = make_tactic()
    give(other, deleted)
    other.delete()
    Proposal.objects.create(entry_id=entry.pk, changes={"image": proposed.value}, base_version=1)
    Upload.objects.create(name=gone.name, size=1)
    aged(media)

    said = pruned("--dry-run"), pruned()

    assert said[0].splitlines() == [*sorted(gone.files), "3 files would be removed."]
    assert said[1].splitlines() == [*sorted(gone.files), "3 files were removed."]
    left = {file.name.partition("-")[0] for file in media.iterdir()}
    assert left == {picture.name[8:40] for picture in (shown, replaced, deleted, proposed)}
    assert not Upload.objects.exists()


def test_pruning_leaves_young_files_and_those_of_others(media):
    stored()
    (media / "README").write_text("not ours")

    assert pruned() == "0 files were removed.\n"
    assert len(list(media.iterdir())) == 4


def test_pruning_an_empty_store_is_no_error():
    assert pruned() == "0 files were removed.\n"


def test_picture_taken_off_leaves_its_columns_empty():
    entry = make_organisation()
    give(entry)

    set_value(entry, "image", None)
    entry.save()

    stored_now = Entry.objects.get(pk=entry.pk)
    assert (stored_now.image.name, stored_now.image_width, stored_now.image_height) == ("", None, None)
