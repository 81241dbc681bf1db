"""Django's "hello world": the least that a Django page costs."""

from benchmarks.questions import Question
from benchmarks.targets.base import Answer, Target, granian


class Hello(Target):
    """One view under the same server with the same options."""

    name = "hello"
    kinds = ("hello",)
    environment = {"DJANGO_SETTINGS_MODULE": "benchmarks.hello.settings"}

    def command(self) -> list[str]:
        """granian with the smallest site."""
        return granian("benchmarks.hello.wsgi:application", self.port)

    def path(self, kind: str, question: Question) -> str:
        """There is one address only."""
        return "/"

    def problem(self, kind: str, question: Question, answer: Answer, expected: int | None) -> str | None:
        """Two words."""
        return None if answer.text == "Hello, world" else "This is not the greeting."
