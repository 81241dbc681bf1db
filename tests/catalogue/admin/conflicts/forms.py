"""Two people at the same form: what they open, type, are asked and answer."""

from tests.catalogue.admin.pages import change_url, errors, sent_from

STALE = "Somebody else saved this after you opened it, so nothing was saved yet."
UNDECIDED = "Nothing was saved yet: some choices are still open."


def opened(client, record, **typed) -> dict:
    """What a browser sends from the record's form, opened now."""
    return sent_from(client.get(change_url(record)), **typed)


def saved(client, record, **typed):
    """Somebody opens the form, types and saves."""
    response = client.post(change_url(record), opened(client, record, **typed))
    assert response.status_code == 302, errors(response)


def asked(response) -> dict:
    """Of each difference on the page: its kind of answer so far, by what the form calls it."""
    return {question.label: question.chosen for question in response.context["conflict"].questions}


def answered(response, **choices) -> dict:
    """What the refused page sends, with choices; ``__`` stands for a hyphen."""
    panel = response.context["conflict"]
    taken = {f"take-{question.key}": question.chosen for question in panel.questions if question.chosen}
    chosen = {f"take-{key.replace('__', '-')}": choice for key, choice in choices.items()}
    markers = [question.marker for question in panel.questions]
    return {**sent_from(response), "begun": panel.begun, "asked": markers, **taken, **chosen}


def texts(response, label: str) -> tuple[str, str]:
    """What stands beside each other for one difference: stored, typed."""
    question = next(each for each in response.context["conflict"].questions if each.label == label)
    return "".join(piece.text for piece in question.stored), "".join(piece.text for piece in question.mine)
