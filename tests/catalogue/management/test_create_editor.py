"""The command that makes an account."""

import io
import re
import sys

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from catalogue.roles import Role, role_of
from tests.factories import make_editor


def create_editor(*arguments, typed=None, monkeypatch=None) -> str:
    out = io.StringIO()
    if typed is not None:
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    call_command("create_editor", *arguments, stdout=out)
    return out.getvalue()


def test_create_editor_reads_the_password_from_standard_input(db, monkeypatch):
    said = create_editor("luz", "--password-stdin", typed="purple jacaranda street\n", monkeypatch=monkeypatch)

    luz = User.objects.get()
    assert luz.check_password("purple jacaranda street")
    assert (luz.is_staff, luz.is_active, luz.is_superuser, luz.email, luz.first_name) == (True, True, False, "", "")
    assert role_of(luz) == Role.PUBLISHER
    assert said == "The account “luz” is ready.\nSign in at http://localhost:8000/admin/ (after make run)\n"


def test_create_editor_makes_up_name_and_password_when_nobody_can_be_asked(db, monkeypatch):
    make_editor("editor")

    said = create_editor(typed="", monkeypatch=monkeypatch)

    password = re.search(r"Its password, shown this once: ((?:[a-z]{6}-){3}[a-z]{6})\n", said)[1]
    assert User.objects.get(username="editor-2").check_password(password)


@pytest.mark.parametrize(
    ("arguments", "role"),
    [
        (["--role", "contributor"], Role.CONTRIBUTOR),
        (["--role", "editor"], Role.EDITOR),
        (["--role", "publisher"], Role.PUBLISHER),
        (["--role", "administrator"], Role.ADMINISTRATOR),
        (["--administrator"], Role.ADMINISTRATOR),
    ],
)
def test_create_editor_gives_the_role_and_no_more(db, monkeypatch, arguments, role):
    create_editor("luz", *arguments, typed="", monkeypatch=monkeypatch)

    assert role_of(User.objects.get()) == role
    assert not User.objects.get().is_superuser


def test_create_editor_announces_the_second_factor(db, monkeypatch, second_factor_required):
    said = create_editor("luz", typed="", monkeypatch=monkeypatch)

    assert "The first time, the site asks for a second step: an app for codes, or a passkey." in said


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("ana", "purple jacaranda street\n", "There is an account “ana” already. Choose another name."),
        ("ANA", "purple jacaranda street\n", "There is an account “ANA” already. Choose another name."),
        (
            "l u z",
            "purple jacaranda street\n",
            "“l u z” cannot be a name: Enter a valid username. This value may contain only letters, numbers, and "
            "@/./+/-/_ characters.",
        ),
        (
            "luz",
            "short\n",
            "Choose another password: This password is too short. It must contain at least 12 characters.",
        ),
        ("luz", "", "There was no password on standard input."),
    ],
    ids=["taken", "taken in capitals", "no name", "weak", "no password"],
)
def test_create_editor_refuses_with_a_sentence(db, monkeypatch, name, typed, sentence):
    make_editor("ana")

    with pytest.raises(CommandError) as refusal:
        create_editor(name, "--password-stdin", typed=typed, monkeypatch=monkeypatch)

    assert str(refusal.value) == sentence
    assert User.objects.count() == 1


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_create_editor_asks_whoever_is_there(db, monkeypatch):
    answers = iter(["purple jacaranda street", "purple jacaranda street"])
    monkeypatch.setattr("builtins.input", lambda question: "luz")
    monkeypatch.setattr("getpass.getpass", lambda question: next(answers))
    monkeypatch.setattr(sys, "stdin", Terminal())

    create_editor()

    assert User.objects.get(username="luz").check_password("purple jacaranda street")


def test_create_editor_refuses_two_different_passwords(db, monkeypatch):
    answers = iter(["purple jacaranda street", "purple jacaranda stret"])
    monkeypatch.setattr("getpass.getpass", lambda question: next(answers))
    monkeypatch.setattr(sys, "stdin", Terminal())

    with pytest.raises(CommandError, match="The two passwords are not the same"):
        create_editor("luz")
