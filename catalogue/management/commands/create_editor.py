"""Makes an account for somebody who edits the catalogue."""

import getpass
import os
import sys

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction

from catalogue import passwords
from catalogue.roles import Role, give

ROLES = {role.name.lower(): role for role in Role}


class Command(BaseCommand):
    """Asks for a name and a password where there is somebody to ask; keeps no e-mail address and no real name."""

    help = "Makes an account for somebody who edits."

    def add_arguments(self, parser: CommandParser) -> None:
        """The name, and how the password comes."""
        parser.add_argument("name", nargs="?", help="the name to sign in with, not a real one")
        parser.add_argument("--password-stdin", action="store_true", help="read the password from standard input")
        parser.add_argument("--role", choices=ROLES, default="publisher", help="how much it may do (publisher)")
        parser.add_argument(
            "--administrator",
            action="store_const",
            const="administrator",
            dest="role",
            help="short for --role administrator: it may also make and change accounts",
        )

    def handle(self, *, name: str | None, password_stdin: bool, role: str, **options) -> None:
        """Raises CommandError with a sentence when the name or the password will not do."""
        if not has_tables():
            raise CommandError("The database is empty. Start the site once (make run), then come back.")
        asking = sys.stdin.isatty() and not password_stdin
        name = name or (asking and input("Name to sign in with (not a real one) [editor]: ").strip()) or free_name()
        user = new_user(name)
        password = self.password(asking=asking, from_stdin=password_stdin)
        generated = not password
        password = password or passwords.made_up()
        create(user, password, ROLES[role])

        self.stdout.write(self.style.SUCCESS(f"The account “{name}” is ready."))
        if generated:
            self.stdout.write(f"Its password, shown this once: {password}")
        self.stdout.write(f"Sign in at {admin_address()}")
        if settings.SECOND_FACTOR_REQUIRED:
            self.stdout.write("The first time, the site asks for a second step: an app for codes, or a passkey.")

    def password(self, *, asking: bool, from_stdin: bool) -> str:
        """The chosen password; empty when one shall be made up."""
        if from_stdin:
            if not (password := sys.stdin.readline().rstrip("\n")):
                raise CommandError("There was no password on standard input.")
            return password
        if not asking:
            return ""
        password = getpass.getpass("Password, at least 12 characters (leave empty to have one made up): ")
        if password and getpass.getpass("The same again: ") != password:
            raise CommandError("The two passwords are not the same. No account was made.")
        return password


def has_tables() -> bool:
    """Whether the database has been set up."""
    return User._meta.db_table in connection.introspection.table_names()


def new_user(name: str) -> User:
    """An account that is not stored yet.

    Raises CommandError when the name is taken or cannot be a name.
    """
    if User.objects.filter(username__iexact=name).exists():
        raise CommandError(f"There is an account “{name}” already. Choose another name.")
    user = User(username=name, is_staff=True)
    try:
        user.clean_fields(exclude=["password"])
    except ValidationError as error:
        raise CommandError(f"“{name}” cannot be a name: {' '.join(error.messages)}") from error
    return user


@transaction.atomic
def create(user: User, password: str, role: Role) -> None:
    """Store the account, with its role.

    Raises CommandError when the password is too weak.
    """
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise CommandError(f"Choose another password: {' '.join(error.messages)}") from error
    user.set_password(password)
    user.save()
    give(user, role)


def free_name() -> str:
    """The first of editor, editor-2, editor-3 … that is not taken."""
    number, name = 1, "editor"
    while User.objects.filter(username__iexact=name).exists():
        number += 1
        name = f"editor-{number}"
    return name


def admin_address() -> str:
    """Where the account opens the door, as far as the settings tell."""
    host = next((host for host in settings.ALLOWED_HOSTS if host != "*"), "localhost")
    if settings.PUBLIC:
        return f"https://{host.lstrip('.')}/{settings.ADMIN_PATH}"
    return f"http://localhost:{os.environ.get('PORT', 8000)}/{settings.ADMIN_PATH} (after make run)"
