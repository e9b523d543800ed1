"""The closed classes of English for the stages: those of ``rules/english.yaml``, made once."""

from collections.abc import Callable
from typing import NamedTuple, TypeVar

from auditor.model import RuleSet

Words = frozenset[str]
Made = TypeVar("Made")


def once(make: Callable[[RuleSet], Made]) -> Callable[[RuleSet], Made]:
    """Return ``make`` with its last result kept: one rule set serves a run.

    What a stage makes of the rules (sets, tables, scorers) is made once and not for each
    article.  Only the last rule set is kept, so that a watch that loads new ones holds no old.
    """
    kept: list[tuple[RuleSet, Made]] = []

    def made(rules: RuleSet) -> Made:
        if not kept or kept[0][0] is not rules:
            kept[:] = [(rules, make(rules))]
        return kept[0][1]

    return made


class English(NamedTuple):
    """Lists of ``rules/english.yaml`` by their names; all words in lower case."""

    # pronouns
    first_person: Words
    second_person: Words
    masculine: Words
    feminine: Words
    neuter: Words
    third_plural: Words
    third_person: Words
    subject_pronouns: Words
    reflexives: Words
    possessive_pronouns: Words
    demonstratives: Words
    articles: Words
    relatives: Words
    # classes of words
    determiners: Words
    possessives: Words  # with 's and whose
    pronouns: Words
    question_words: Words
    prepositions: Words
    conjunctions: Words
    subordinators: Words
    negations: Words
    adverbs: Words
    times: Words
    # auxiliaries and what makes a clause
    be: Words
    have: Words
    do: Words
    modals: Words
    auxiliaries: Words  # all of these, and with n't
    finite: Words
    finite_past: Words
    finite_present: Words
    finite_modal: Words
    # calendar and numbers
    months: Words
    short_months: Words
    weekdays: Words
    time_units: Words
    number_words: Words
    # what a passage is about, and whether it is English
    function_words: Words
    common_words: Words
    # where sentences end
    abbreviated_titles: Words
    abbreviations: Words
    abbreviated_numbers: Words
    elisions: Words
    sentence_starters: Words
    i_forms: Words
    tag_verbs: Words
    after_tags: Words
    tag_subjects: Words  # with a capital letter they open a sentence and no tag


@once
def english(rules: RuleSet) -> English:
    """Return the classes of words of a rule set."""
    return English(*map(rules.lists.__getitem__, English._fields))
