"""What somebody typed, as things to look for."""

from __future__ import annotations

from dataclasses import dataclass, field

from catalogue.search.analysis import MAX_LENGTH, MAX_WORDS, STOPWORDS, fold, forms, tokens
from catalogue.search.synonyms import Term, Thesaurus
from catalogue.search.vocabulary import Vocabulary

NEIGHBOURS = 5  # words equally near that are tried
MISREAD = 2  # different words of a query that are looked up for their spelling


@dataclass(frozen=True)
class Concept:
    """One thing that is looked for: the words as they were typed, and other terms for it."""

    text: str
    literal: Term  # its words, whatever their endings
    others: tuple[Term, ...] = ()

    @property
    def very(self) -> Term:
        """The very words, as they were typed."""
        return tuple(frozenset({f"={fold(word)}"}) for word in self.text.split())


@dataclass
class Query:
    """The things that a text asks for, in order; and what was read for words that nobody uses."""

    concepts: list[Concept] = field(default_factory=list)
    read_as: dict[str, str] = field(default_factory=dict)  # typed → meant, "" where nothing is near

    @property
    def forms(self) -> frozenset[str]:
        """Of every word that answers one of the things, by itself or as part of a term."""
        terms = (term for concept in self.concepts for term in (concept.literal, *concept.others))
        return frozenset(form for term in terms for word in term for form in word)


def understood(text: str, vocabulary: Vocabulary, thesaurus: Thesaurus) -> Query:
    """What a text asks for. ``vocabulary`` are the words in use.

    "puede entrar la migra" asks for two things: entrar, and la migra, which is also ICE.
    """
    query = Query()
    words = tokens(text.replace("\0", " ")[:MAX_LENGTH])[: 3 * MAX_WORDS]  # words of a question among them
    typed = _spelt(words, vocabulary, thesaurus, query)
    left_out: list[Concept] = []
    at = 0
    while at < len(typed) and len(query.concepts) < MAX_WORDS:
        length, others = thesaurus.group_at(typed, at)
        words = typed[at : at + max(length, 1)]
        meaning = [word for word in words if fold(word) not in STOPWORDS]
        if len(words) == 1 and not others:
            others = _begun(fold(words[0]), vocabulary)
        concept = Concept(" ".join(meaning or words), tuple(forms(word) for word in meaning or words), others)
        (query.concepts if length or meaning else left_out).append(concept)
        at += len(words)
    query.concepts = query.concepts or left_out[:MAX_WORDS]
    return query


def _spelt(typed: list[str], vocabulary: Vocabulary, thesaurus: Thesaurus, query: Query) -> list[str]:
    """The words, or those that are likely to be meant: of several, the one that makes a term with its neighbours."""
    for at, word in enumerate(typed):
        folded = fold(word)
        if folded in vocabulary or folded in STOPWORDS or _begun(folded, vocabulary):
            continue
        if word not in query.read_as:
            if len(query.read_as) == MISREAD:
                continue
            near = vocabulary.nearest(folded)[:NEIGHBOURS]
            spelt = [[*typed[:at], other, *typed[at + 1 :]] for other in near]
            lengths = [max(thesaurus.group_at(words, start)[0] for start in (max(at - 1, 0), at)) for words in spelt]
            query.read_as[word] = near[lengths.index(max(lengths))] if near else ""
        if meant := query.read_as[word]:
            typed = [*typed[:at], meant, *typed[at + 1 :]]
    return typed


def _begun(word: str, vocabulary: Vocabulary) -> tuple[Term, ...]:
    """The words in use that begin with one that is not in use itself."""
    if word in vocabulary:
        return ()
    return tuple((forms(whole),) for whole in vocabulary.beginning_with(word))
