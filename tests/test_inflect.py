"""What `~say` and `~claim:n` stand for."""

from __future__ import annotations

import pytest

from auditor.packs.forms import noun_forms, verb_forms


@pytest.mark.parametrize(
    ("base", "forms"),
    [
        ("say", "say says said saying"),
        ("tell", "tell tells told telling"),
        ("write", "write writes wrote written writing"),
        ("be", "be am is are was were been being"),
        ("have", "have has had having"),
        ("claim", "claim claims claimed claiming"),
        ("argue", "argue argues argued arguing"),
        ("agree", "agree agrees agreed agreeing"),
        ("deny", "deny denies denied denying"),
        ("convey", "convey conveys conveyed conveying"),
        ("confess", "confess confesses confessed confessing"),
        ("stress", "stress stresses stressed stressing"),
        ("preach", "preach preaches preached preaching"),
        ("admit", "admit admits admitted admitting"),
        ("refer", "refer refers referred referring"),
        ("offer", "offer offers offered offering"),
        ("quip", "quip quips quipped quipping"),
        ("blog", "blog blogs blogged blogging"),
        ("tweet", "tweet tweets tweeted tweeting"),
        ("vow", "vow vows vowed vowing"),
        ("signal", "signal signals signaled signalled signaling signalling"),
        ("panic", "panic panics panicked panicking"),
        ("lie", "lie lies lied lay lain lying"),
        ("foresee", "foresee foresees foresaw foreseen foreseeing"),
        ("retell", "retell retells retold retelling"),
        ("withhold", "withhold withholds withheld withholding"),
        ("mislead", "mislead misleads misled misleading"),
        ("broadcast", "broadcast broadcasts broadcasted broadcasting"),
        ("go", "go goes went gone going"),
        ("see", "see sees saw seen seeing"),
    ],
)
def test_verbs(base: str, forms: str) -> None:
    assert verb_forms(base) == tuple(forms.split())


@pytest.mark.parametrize(
    ("base", "forms"),
    [
        ("claim", "claim claims"),
        ("witness", "witness witnesses"),
        ("authority", "authority authorities"),
        ("spokesman", "spokesman spokesmen"),
        ("spokeswoman", "spokeswoman spokeswomen"),
        ("spokesperson", "spokesperson spokespeople spokespersons"),
        ("analysis", "analysis analyses"),
        ("belief", "belief beliefs"),
        ("life", "life lives"),
        ("survey", "survey surveys"),
        ("photo", "photo photos"),
        ("veto", "veto vetoes"),
        ("footage", "footage"),
        ("german", "german germans"),
    ],
)
def test_nouns(base: str, forms: str) -> None:
    assert noun_forms(base) == tuple(forms.split())
