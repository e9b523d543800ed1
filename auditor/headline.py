"""The headline figure in words: the one place in which every report's wording is made.

A report takes the parts of a ``Headline`` and sets them in its own way; what is measured,
how it is called and what stands beside it is decided here, and nowhere else.
"""

from collections.abc import Iterator
from typing import NamedTuple

from auditor.run import Digest, Limits
from auditor.summary import SHARE, Summary, exceeds, percent, share

CLAIMS = "unverified single-party claims"
UNAUDITED = "gate/unaudited"  # what was read may not be the article
LOW, HIGH = "share_low", "share_high"
ONE_PARTY = "one_party_share"


class Measure(NamedTuple):
    """A share that the gate can hold a limit against.

    A row here, a field in ``Limits``, an option in ``cli.options`` and a key in the schema of
    the configuration make a new one.
    """

    rule: str
    field: str  # of ``Limits``
    metric: str
    what: str  # it says of the content

    @property
    def option(self) -> str:
        """How its limit is called on the command line and in ``auditor.yaml``."""
        return f"max-{self.field.replace('_', '-')}"


MEASURES = (
    Measure("gate/one-party", "one_party", ONE_PARTY, "rests on single parties' word"),
    Measure("gate/single-party", "single_party", SHARE, f"rests on {CLAIMS}"),
    Measure(
        "gate/single-party-low", "single_party_low", LOW,
        f"or more, in all likelihood, rests on {CLAIMS}",
    ),
    Measure(
        "gate/unsourced", "unsourced", "unsourced_share",
        "is presented as report with no source at all",
    ),
)  # fmt: skip


class Headline(NamedTuple):
    """What an article's report begins with, the surer figure first.

    "62%" "of 347 content words rest on single parties' word": "41%" "claims that nobody
    verified, 3% of them by carry-over; 21% positions".
    """

    all: str
    of: str
    share: str
    says: str
    limit: str  # "over the limit of 40%", or ""
    over: bool
    low: float | None = None  # the ends of the range in which the share may lie
    high: float | None = None
    range: str = ""  # "30–52%", or "" where there is none
    most: bool = False  # claims and positions together are over a limit

    @property
    def ranged(self) -> str:
        """The share, with its range where there is one: ``54% (48–61%)``."""
        return f"{self.share} ({self.range})" if self.range else self.share

    @property
    def doubt(self) -> str:
        """The range as a sentence, or ""."""
        if self.low is None or self.high is None:
            return ""
        low, high = (f"{value * 100:.0f}%" for value in (self.low, self.high))
        return f"A person would probably find between {low} and {high} of such claims."


def headline(figures: Digest, limits: Limits) -> Headline:
    """Return the headline of one article, ``limits`` being those that it has to keep."""
    value, limit, count = share(figures), limits.single_party, figures.content_words
    relied = share(figures, ONE_PARTY)
    says = "claims that nobody verified"
    carried, positions = share(figures, "carried_share"), share(figures, "position_share")
    if carried:
        says += f", {percent(carried)} by carry-over"
    if positions:
        says += f"; {percent(positions)} positions"
    over = exceeds(value, limit)
    told = "" if limit is None else f"{'over' if over else 'within'} the limit of {limit * 100:g}%"
    low, high, ends = _spread(figures)
    return Headline(
        percent(relied, limits.one_party),
        f"of {count:,} content word{'' if count == 1 else 's'} rest on single parties’ word",
        percent(value, limit), says, told, over, low, high, ends,
        exceeds(relied, limits.one_party),
    )  # fmt: skip


def _spread(figures: Digest) -> tuple[float | None, float | None, str]:
    if LOW not in figures.metrics or HIGH not in figures.metrics:
        return None, None, ""
    low, high = share(figures, LOW), share(figures, HIGH)
    if low >= high:
        return None, None, ""
    ends = [f"{value * 100:.0f}" for value in (low, high)]
    return low, high, "" if ends[0] == ends[1] else f"{ends[0]}–{ends[1]}%"


def overall(total: Summary) -> str:
    """Return the headline of several articles together, without the full stop."""
    articles = f"{total.files:,} article{'' if total.files == 1 else 's'}"
    words = f"{total.content_words:,} word{'' if total.content_words == 1 else 's'} of content"
    return f"{articles}, {words}: {percent(total.share)} on {CLAIMS}"


def moved(old: float, new: float) -> tuple[str, str]:
    """Return a share before and after, and what is said of it."""
    return f"{percent(old, new)} → {percent(new, old)}", f"of the content on {CLAIMS}"


def broken(figures: Digest, limits: Limits) -> Iterator[tuple[str, str]]:
    """Yield rule and message of each limit that an article breaks; a doubt is one."""
    if figures.doubts and not limits.allow_unaudited:
        yield UNAUDITED, f"not audited: {figures.unaudited}"
    for measure in MEASURES:
        limit: float | None = getattr(limits, measure.field)
        value = share(figures, measure.metric)
        if limit is not None and exceeds(value, limit):
            told = f"{percent(value, limit)} of the content {measure.what}"
            yield measure.rule, f"{told}; the limit is {limit * 100:g}%"


def limited(limits: Limits) -> bool:
    """Whether any share has a limit."""
    return any(getattr(limits, measure.field) is not None for measure in MEASURES)
