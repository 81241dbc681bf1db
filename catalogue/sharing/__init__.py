"""The picture that goes with an entry's address when somebody passes it on: its type, its name, how it is known."""
