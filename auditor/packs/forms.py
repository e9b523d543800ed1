"""Regular and irregular English inflection: what ``~say`` and ``~claim:n`` stand for."""

from __future__ import annotations

import re

# base: past, participle (several spellings with a bar); -s and -ing follow the rules.
_IRREGULAR = """
arise arose arisen; awake awoke awoken; bear bore borne|born; beat beat beaten;
become became become; befall befell befallen; begin began begun; bend bent bent; bet bet bet;
bid bid|bade bid|bidden; bind bound bound; bite bit bitten; bleed bled bled; blow blew blown;
break broke broken; breed bred bred; bring brought brought; broadcast broadcast|broadcasted
broadcast|broadcasted; build built built; burn burned|burnt burned|burnt; burst burst burst;
buy bought bought; cast cast cast; catch caught caught; choose chose chosen; cling clung clung;
come came come; cost cost cost; creep crept crept; cut cut cut; deal dealt dealt; dig dug dug;
do did done; draw drew drawn; dream dreamed|dreamt dreamed|dreamt; drink drank drunk;
drive drove driven; eat ate eaten; fall fell fallen; feed fed fed; feel felt felt;
fight fought fought; find found found; flee fled fled; fling flung flung; fly flew flown;
forbid forbade forbidden; forecast forecast|forecasted forecast|forecasted; forget forgot forgotten;
forgive forgave forgiven; freeze froze frozen; get got got|gotten; give gave given; go went gone;
grind ground ground; grow grew grown; hang hung|hanged hung|hanged; have had had; hear heard heard;
hide hid hidden; hit hit hit; hold held held; hurt hurt hurt; input input|inputted
input|inputted; keep kept kept; kneel knelt knelt; know knew known; lay laid laid; lead led led;
lean leaned|leant leaned|leant; leap leaped|leapt leaped|leapt; learn learned|learnt
learned|learnt; leave left left; lend lent lent; let let let; lie lied|lay lied|lain;
light lit|lighted lit|lighted; lose lost lost; make made made; mean meant meant; meet met met;
pay paid paid; plead pleaded|pled pleaded|pled; prove proved proved|proven; put put put;
quit quit quit; read read read; rend rent rent; rid rid rid; ride rode ridden; ring rang rung;
rise rose risen; run ran run; say said said; see saw seen; seek sought sought; sell sold sold;
send sent sent; set set set; sew sewed sewn|sewed; shake shook shaken; shed shed shed;
shine shone|shined shone|shined; shoot shot shot; show showed shown|showed; shrink shrank shrunk;
shut shut shut; sing sang sung; sink sank sunk; sit sat sat; slay slew slain; sleep slept slept;
slide slid slid; speak spoke spoken; speed sped|speeded sped|speeded; spell spelled|spelt
spelled|spelt; spend spent spent; spin spun spun; split split split; spread spread spread;
spring sprang sprung; stand stood stood; steal stole stolen; stick stuck stuck; sting stung stung;
stink stank stunk; strike struck struck|stricken; strive strove|strived striven|strived;
swear swore sworn; sweep swept swept; swell swelled swollen|swelled; swim swam swum;
swing swung swung; take took taken; teach taught taught; tear tore torn; tell told told;
think thought thought; throw threw thrown; thrust thrust thrust; understand understood understood;
upset upset upset; wake woke woken; wear wore worn; weave wove woven; weep wept wept; win won won;
wind wound wound; wring wrung wrung; write wrote written
"""
_PREFIXES = ("re", "over", "under", "fore", "mis", "out", "un", "with", "up")
_WHOLE: dict[str, tuple[str, ...]] = {
    "be": ("be", "am", "is", "are", "was", "were", "been", "being"),
    "have": ("have", "has", "had", "having"),
}
# Stressed on the last syllable: the consonant doubles although the verb is long.
_DOUBLING_WORDS = """
abet abhor abut acquit admit allot commit compel concur confer control debar defer deter dispel
embed emit enrol equip excel expel extol forget format incur infer inter kidnap occur omit
outfit overlap patrol permit prefer program propel rebel rebut recap recur refer regret remit
repel submit transfer transmit unplug upset outwit worship input
"""
_DOUBLING = frozenset(_DOUBLING_WORDS.split())
# British writing doubles these, American does not: both are forms.
_EITHER_WORDS = """
cancel channel counsel dial duel equal focus fuel funnel initial jewel label level libel marshal
marvel model panel pencil quarrel rival signal spiral total travel tunnel unravel benefit bias
program worship kidnap
"""
_EITHER = frozenset(_EITHER_WORDS.split())
_SHORT = re.compile(r"[^aeiou]*[aeiouy][^aeiouwxy]")

_NOUNS = {
    "analysis": "analyses", "basis": "bases", "crisis": "crises", "diagnosis": "diagnoses",
    "emphasis": "emphases", "hypothesis": "hypotheses", "oasis": "oases", "synopsis": "synopses",
    "thesis": "theses", "criterion": "criteria", "phenomenon": "phenomena",
    "medium": "media|mediums",
    "datum": "data", "bacterium": "bacteria", "memorandum": "memoranda|memorandums",
    "referendum": "referendums|referenda", "addendum": "addenda", "child": "children",
    "person": "people|persons", "foot": "feet", "tooth": "teeth", "mouse": "mice",
    "half": "halves", "knife": "knives", "leaf": "leaves", "life": "lives", "loaf": "loaves",
    "self": "selves", "shelf": "shelves", "thief": "thieves", "wife": "wives", "wolf": "wolves",
    "echo": "echoes", "embargo": "embargoes", "hero": "heroes", "potato": "potatoes",
    "tomato": "tomatoes", "torpedo": "torpedoes", "veto": "vetoes", "cargo": "cargoes|cargos",
    "series": "series", "species": "species", "means": "means", "aircraft": "aircraft",
    "evidence": "evidence", "information": "information", "footage": "footage", "news": "news",
    "alumnus": "alumni", "nucleus": "nuclei", "stimulus": "stimuli", "quiz": "quizzes",
    "attorney-general": "attorneys-general",
}  # fmt: skip
_ENDINGS = {"woman": "women", "man": "men", "person": "people|persons", "child": "children"}
_NOT_MEN = frozenset({"german", "human", "roman", "ottoman", "shaman", "talisman", "norman"})


def _table() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for entry in _IRREGULAR.split(";"):
        base, *rest = entry.split()
        table[base] = tuple(dict.fromkeys("|".join(rest).split("|")))
    return table


_PASTS = _table()


def verb_forms(base: str) -> tuple[str, ...]:
    """Return the base, -s, past, participle and -ing of a verb, each once, base first."""
    whole = _WHOLE.get(base)
    if whole is not None:
        return whole
    pasts = _irregular_pasts(base)
    if pasts is None:
        pasts = tuple(_past(stem) for stem in _stems(base))
    progressive = (_progressive(stem) for stem in _stems(base))
    return tuple(dict.fromkeys((base, _third_person(base), *pasts, *progressive)))


def noun_forms(base: str) -> tuple[str, ...]:
    """Return the singular and the plural (or plurals) of a noun."""
    plural = _NOUNS.get(base)
    if plural is None:
        for ending, many in _ENDINGS.items():
            if base.endswith(ending) and base not in _NOT_MEN:
                stem = base[: -len(ending)]
                plural = "|".join(stem + form for form in many.split("|"))
                break
        else:
            plural = _third_person(base) if not base.endswith("o") else base + "s"
    return tuple(dict.fromkeys((base, *plural.split("|"))))


def _irregular_pasts(base: str) -> tuple[str, ...] | None:
    pasts = _PASTS.get(base)
    if pasts is None:
        for prefix in _PREFIXES:
            rest = base.removeprefix(prefix)
            if rest != base and len(rest) > 2 and rest in _PASTS:
                return tuple(prefix + past for past in _PASTS[rest])
    return pasts


def _third_person(base: str) -> str:
    if base.endswith(("s", "x", "z", "ch", "sh", "o")):
        return base + "es"
    if _after_consonant(base, "y"):
        return base[:-1] + "ies"
    return base + "s"


def _stems(base: str) -> tuple[str, ...]:
    """Return the stem that -ed and -ing are put to, doubled where writing doubles it."""
    doubled = base + base[-1:]
    if base.endswith("c"):
        return (base + "k",)
    if base in _EITHER:
        return (base, doubled)
    if base in _DOUBLING or _SHORT.fullmatch(base.replace("qu", "q")):
        return (doubled,)
    return (base,)


def _past(stem: str) -> str:
    if stem.endswith("e"):
        return stem + "d"
    if _after_consonant(stem, "y"):
        return stem[:-1] + "ied"
    return stem + "ed"


def _progressive(stem: str) -> str:
    if stem.endswith("ie"):
        return stem[:-2] + "ying"
    if stem.endswith("e") and not stem.endswith(("ee", "oe", "ye", "inge")) and len(stem) > 2:
        return stem[:-1] + "ing"
    return stem + "ing"


def _after_consonant(word: str, letter: str) -> bool:
    return len(word) > 1 and word.endswith(letter) and word[-2] not in "aeiou"
