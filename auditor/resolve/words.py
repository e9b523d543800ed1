"""Closed classes of words that the reading of mentions turns on."""

from __future__ import annotations


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


PRONOUNS = _set(
    """he she they it him her them who which that this i we you me us himself herself itself
    themselves those these whom one his their its whose"""
)
POSSESSIVES = _set("his her their its whose my our your")
OWNER_OF = {"his": "he", "her": "she", "its": "it", "whose": "who", "their": "they"}
OWNER_OF |= {"him": "he", "them": "they"}
PEOPLE = _set("he she him her himself herself")
SPEAKER = _set("i we me us you")
RELATIVE = _set("who which that whom")

# Skipped at the start of a mention.
LEAD = _set(
    """the a an this that these those some many several both all most other another one two three
    four five six as even but and according to by from for meanwhile only also each any few no
    dozens hundreds thousands of more than at least about unnamed anonymous unidentified while
    p.m. a.m. ' " , ( — - . : ; ["""
)
BREAKS = _set(', ( — ; : " who which whose whom that where')
RELATIVES = _set("who which whose whom that where")
PREPOSITIONS = _set(
    """of for from in at with to on by within representing inside near across under about against
    via among close familiar speaking"""
)
SOME = _set("a an another one some several")
WITHIN = _set("in within inside from at among on")  # before the body that sources sit in
ISSUED = _set("from by of for within at in")  # before whoever put a document out
FORMER = _set("former ex retired onetime late ousted")
UNNAMED = _set("unnamed anonymous unidentified undisclosed")
# Not of the country in reach.
FOREIGN = _set("western foreign allied international arab european outside")
LOCATIVE = _set("in at of across near outside around inside throughout over between")

JOINTS = _set("- . & ' bin ibn ten ter al el de da del dela van von der den la le du di dos")
INNER = _set("of for the and in on")  # inside the name of a body
HONOURS = _set(
    """mr mrs ms miss sir dame lord lady dr reverend rev secretary recorder ag team prince
    princess sheikh pope cardinal ayatollah"""
)
DAYS = _set("monday tuesday wednesday thursday friday saturday sunday today yesterday")
FIRMS = _set("inc corp co ltd llc plc ag gmbh sa corporation company group holdings")
# They open a sentence before a comma, and name nobody: "Overall, the mills reported …".
ADVERBS = _set(
    """overall separately elsewhere instead later earlier meanwhile however moreover furthermore
    besides finally indeed nevertheless nonetheless thus therefore additionally similarly likewise
    previously recently initially eventually ultimately interestingly notably importantly crucially
    surprisingly unsurprisingly tellingly ironically curiously significantly specifically
    conversely consequently afterwards afterward subsequently simultaneously nationally locally
    globally internationally historically statewide nationwide worldwide altogether typically
    generally usually often sometimes originally officially publicly privately clearly obviously
    apparently reportedly allegedly evidently sadly fortunately unfortunately thankfully hopefully
    together alone today tomorrow yesterday tonight now then again also still first second third
    fourth lastly firstly secondly thirdly next perhaps maybe anyway otherwise though somehow
    counting including excluding well yes no"""
)
MONTHS = _set(
    """january february march april may june july august september october november december jan
    feb mar apr jun jul aug sept sep oct nov dec"""
)
# What shows something without being anybody's word.
EVIDENCE = _set(
    "data imagery images image footage video videos photos photographs pictures recordings"
)
# They fight the state they are in, and so are none of its voices.
REBELLIOUS = _set("rebel insurgent guerrilla")
# "Who studies glaciers", "which tracks air strikes": their bearers explain or watch others.
SCHOLARLY = _set(
    """studies studied researches researched lectures lectured specialises specialised specializes
    specialized"""
)
HEADING = _set("heads leads chairs runs directs commands headed leading")
TEACHING = _set("teaches taught")
LEARNED = _set("university universities college institute academy")
WATCHING = _set(
    """monitors monitored monitoring tracks tracked tracking documents documented documenting
    observes observed observing counts counted counting catalogues catalogs records recorded
    recording verifies verified analyses analyzes analysed analyzed researches studies compiles
    compiled maps mapped mapping"""
)
# Capitalised without being anybody's name.
COMMON = HONOURS | _set(
    """western eastern northern southern west east north south european african asian arab muslim
    christian jewish catholic hispanic latino black white monday tuesday wednesday thursday friday
    saturday sunday january february march april may june july august september october november
    december i internet covid regional local national federal state deputy senior chief acting
    interim former assistant associate vice foreign prime defence defense interior health finance
    justice retired city county town district rival general joint special first lead principal
    internal public media policy political strategy communication communications
    operations executive today yesterday minority majority fellow the a an"""
)
# Capitalised where they open a sentence, and then no part of the name behind them.
OPENERS = COMMON | _set(
    """when while if as since because although though after before until where on in at but and so
    yet still then now even once unlike with by nobody everyone everybody anyone somebody someone
    nothing everything no others whether tv for from to of that"""
)

# Offices that are surnames as well.
NAMELIKE = _set(
    """king bishop pope prince judge major justice marshal page chancellor baker deal
    bloomberg"""
)
MALE = _set("mr he spokesman father brother son husband uncle man boyfriend widower chairman sir")
FEMALE = _set(
    """mrs ms miss she spokeswoman mother sister daughter wife aunt woman girlfriend widow
    chairwoman congresswoman dame fiancée actress"""
)
# "The diplomat", never met before, is the unnamed or named person who spoke last.
GENERIC = _set(
    """official diplomat officer detective representative aide adviser advisor analyst expert
    researcher scientist professor author lawyer attorney executive insider politician lawmaker"""
)
# Behind a word that opens a sentence they show that it is a name: "Norvik spokesman".
SPOKEN = _set(
    "spokesman spokeswoman spokesperson spokesmen representative press ceo chairman chairwoman"
)
# Last words of organisations' names that are hardly anybody's surname.
ENTITIES = _set(
    """homes rovers united wanderers athletic fc motors foods energy media bank capital partners
    solutions systems labs games studios records pictures entertainment health water oil gas steel
    rail railways airways airlines express logistics pharma research house energy power electric
    telecom mobile software technologies dynamics robotics aerospace industries insurance
    investments securities ventures network online digital global international forum watch
    first rising crossroads action coalition front brigade project initiative campaign"""
)
STOPS = _set('. ; : " ! ? ( ) —')  # end a description
PARTICLES = _set("- . ten ter bin al el van von de der da del dela")  # inside a name
LINKS = _set("'s of the - and for in")  # inside a title
CLAUSAL = _set("and who that said says told but with as")  # never between a title and its name
# Before a political party's name without making it another.
OWN_HOUSE = _set("house senate congressional many most some")
LAWYERS = _set(
    """lawyer lawyers solicitor solicitors barrister barristers counsel attorney attorneys legal
    defence defense"""
)
# Offices in a place of learning whose bearers are asked as experts.
EXPERTS = _set("director directors head heads founder chair fellow member members coordinator")
# What a house puts out about itself, unlike a report or a study.
STATED = _set(
    """statement statements letter letters email emails memo memos release releases filing filings
    brief briefs declaration"""
)
SELVES = (["it"], ["its"], ["they"], ["their"], ["we"], ["our"])
GATHERED = _set(
    """seen obtained verified reviewed spoke spoken found learned understands
    understood confirmed counted analysed analyzed asked contacted heard interviewed"""
)
# Spokespeople, leaders and aides may speak for a state that nothing else names.
STATELY = SPOKEN - _set("ceo chairman chairwoman") | _set(
    """spokespersons spokespeople spokeswomen secretary secretaries officer service office
    representatives envoy envoys aide aides adviser advisers advisor advisors deputy deputies
    staff wing leader leaders leadership delegation team teams"""
)
# Before "in Geneva": somebody spoke there, which says nothing of whose story it is.
VENUES = _set(
    """reporters journalists conference talks summit meeting briefing interview speaking spoke
    speech news met hearing"""
)
STANDING = _set("media bodies forces appointed")  # facets of bodies
NUMBERS = _set("one two three four five six many both most all other dozens no any each few")
# Groups of people that are nobody's voice.
PEOPLES = _set(
    """latinos hispanics muslims christians jews catholics blacks whites millennials evangelicals
    arabs africans europeans asians westerners liberals progressives protestants hindus
    buddhists sikhs"""
)
# What a department is for; without a name beside it, it is the state's.
TOPICS = _set(
    """labor labour justice health education treasury defense defence energy commerce agriculture
    interior transport transportation state finance environment culture housing trade foreign war"""
)
# Capitalised before the name of a body they are part of it: "National Union of Bakers".
NAMED = _set(
    """national federal european african asian arab muslim christian jewish catholic hispanic latino
    black white central northern southern eastern western general joint public state special
    foreign"""
)
# Offices behind a word that opens a sentence, before a name: "Odeford president Ann Vale".
OFFICES = SPOKEN | _set(
    """president manager founder owner director chief boss coach editor publisher host general
    secretary analyst professor lawyer executive co-founder vice"""
)
