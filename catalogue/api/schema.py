"""How the API describes itself."""

from django.conf import settings
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse

SENTENCES = {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}}
SENTENCE = {"type": "object", "properties": {"detail": {"type": "string"}}, "required": ["detail"]}


class ApiSchema(AutoSchema):
    """Adds what every address has: the language, and how it answers when it cannot."""

    def get_override_parameters(self) -> list:
        """``lang``, and the slug where the address has one."""
        language = OpenApiParameter(
            "lang",
            description="The language of names, summaries, labels and page addresses. The answer about one thing "
            "holds both languages besides, as `…_en` and `…_es`.",
            enum=list(dict(settings.LANGUAGES)),
            default=settings.LANGUAGE_CODE,
        )
        slug = OpenApiParameter(
            "slug",
            location=OpenApiParameter.PATH,
            pattern="^[-a-zA-Z0-9_]+$",
            description="The end of its web address; the same in both languages.",
        )
        return [language, slug] if "{slug}" in self.path else [language]

    def get_response_serializers(self):
        """The answer, the refusal of a value that is not understood, and what is not there."""
        answer = super().get_response_serializers()
        refusal = OpenApiResponse(SENTENCES, "A value is not understood: parameter → sentences.")
        answers = {200: answer, 400: refusal}
        if "{slug}" in self.path:
            if getattr(self.view, "entry_type", None):
                answers[301] = OpenApiResponse(description="It has a new address: see `Location`.")
            answers[404] = OpenApiResponse(SENTENCE, "There is nothing by that name.")
        elif self._is_list_view(answer):
            answers[404] = OpenApiResponse(SENTENCE, "There is no such page.")
        return answers
