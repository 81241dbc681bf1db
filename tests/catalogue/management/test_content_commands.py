"""The three commands for content files, as people run them."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from catalogue.models import Entry
from organisations.models import Organisation
from tactics.models import Tactic
from tests.catalogue.data import sample

pytestmark = pytest.mark.django_db

UNION = "organisations/union"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The small catalogue as files, seen from the folder above."""
    monkeypatch.chdir(tmp_path)
    return sample.write(tmp_path / "content")


def run(*arguments):
    """What a command prints."""
    out, err = StringIO(), StringIO()
    call_command(*map(str, arguments), stdout=out, stderr=err, no_color=True)
    return out.getvalue() + err.getvalue()


class TestLoad:
    """load_catalogue"""

    def test_says_what_it_did_and_again(self, folder):
        assert run("load_catalogue", "--content", folder) == "6 created, 0 updated, 0 unchanged, 0 left alone.\n"
        assert run("load_catalogue", "--content", "content") == "0 created, 0 updated, 6 unchanged, 0 left alone.\n"

    def test_takes_the_folder_of_the_settings(self, folder, settings):
        settings.CONTENT_DIR = folder

        assert run("load_catalogue") == "6 created, 0 updated, 0 unchanged, 0 left alone.\n"

    def test_lists_all_problems_and_writes_nothing(self, folder):
        sample.edit(folder, UNION, "  es: El sindicato\n", "")
        sample.edit(folder, "tactics/march", "paragraph: 0", "paragraph: 9")

        with pytest.raises(CommandError) as refusal:
            run("load_catalogue", "--content", folder)

        assert refusal.value.returncode == 1
        assert str(refusal.value).splitlines() == [
            "content/organisations/union.yaml:1: name.es: Write it in Spanish too.",
            "content/tactics/march.yaml:18: citations.c1.paragraph: That section has 5 paragraphs.",
            "Nothing was loaded.",
        ]
        assert not Entry.objects.exists()

    def test_lists_what_it_left_alone(self, folder):
        run("load_catalogue", "--content", folder)
        Organisation.objects.update(summary_en="Edited.")
        sample.edit(folder, UNION, "A union.", "A large union.")

        assert run("load_catalogue", "--content", folder) == (
            "Left alone (--theirs lets the file win where both changed):\n"
            "content/organisations/union.yaml: an editor changed this, and so did the file.\n"
            "0 created, 0 updated, 5 unchanged, 1 left alone.\n"
        )
        assert run("load_catalogue", "--content", folder, "--theirs") == (
            "0 created, 1 updated, 5 unchanged, 0 left alone.\n"
        )

    def test_can_try_first(self, folder):
        assert run("load_catalogue", "--content", folder, "--dry-run") == (
            "6 created, 0 updated, 0 unchanged, 0 left alone.\nThis was a trial: nothing was written.\n"
        )
        assert not Entry.objects.exists()

    def test_needs_a_folder(self, tmp_path):
        with pytest.raises(CommandError, match=r"nowhere:1: file: There is no such folder\.\nNothing was loaded\."):
            run("load_catalogue", "--content", tmp_path / "nowhere")


class TestCheck:
    """check_catalogue"""

    def test_counts(self, folder, django_assert_num_queries):
        with django_assert_num_queries(0):
            said = run("check_catalogue", "--content", folder)

        assert said == (
            "2 places, 1 sources, 1 organisations, 1 tactics, 0 legal-tools, 0 policies, 1 events, 0 guides, 0 terms\n"
            "3 entries rest on a single source.\n"
        )

    def test_warns_and_is_content(self, folder):
        sample.write(folder, {"tactics/dance": sample.FILES["tactics/march"]})

        said = run("check_catalogue", "--content", folder)

        assert said.splitlines()[0] == (
            "Worth a look: content/tactics/dance.yaml:1: connections: Nothing leads from or to this entry."
        )

    def test_lists_all_problems(self, folder):
        sample.edit(folder, UNION, "  es: El sindicato\n", "")
        sample.edit(folder, "tactics/march", "phase: respond", "")

        with pytest.raises(CommandError) as refusal:
            run("check_catalogue", "--content", folder)

        assert refusal.value.returncode == 1
        assert str(refusal.value).splitlines() == [
            "content/organisations/union.yaml:1: name.es: Write it in Spanish too.",
            "content/tactics/march.yaml:1: phase: This is missing.",
        ]

    def test_needs_a_folder(self, tmp_path):
        with pytest.raises(CommandError, match="nowhere:1: file: There is no such folder"):
            run("check_catalogue", "--content", tmp_path / "nowhere")


class TestDump:
    """dump_catalogue"""

    def test_says_what_it_did_and_again(self, folder):
        run("load_catalogue", "--content", folder)

        assert run("dump_catalogue", "out") == "6 written, 0 unchanged, 0 removed.\n"
        assert run("dump_catalogue", "out") == "0 written, 6 unchanged, 0 removed.\n"

    def test_prunes_when_asked(self, folder):
        assert run("dump_catalogue", "content") == "0 written, 0 unchanged, 0 removed.\n"
        assert run("dump_catalogue", "content", "--prune") == "0 written, 0 unchanged, 6 removed.\n"

    def test_warns_of_what_would_not_load_again(self, folder):
        run("load_catalogue", "--content", folder)
        Tactic.objects.update(risks_es="")

        assert run("dump_catalogue", "content") == (
            "1 written, 5 unchanged, 0 removed.\n"
            "These would not load again as they are:\n"
            "content/tactics/march.yaml:8: risks.es: Write it in Spanish too.\n"
        )

    def test_says_when_it_cannot_write(self, folder):
        run("load_catalogue", "--content", folder)

        with pytest.raises(CommandError, match=r"The files cannot be written: .*Not a directory"):
            run("dump_catalogue", "content/places/california.yaml")
