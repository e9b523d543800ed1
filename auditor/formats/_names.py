"""What the names of a page's elements say: classes, ids, roles, and styles that hide."""

from __future__ import annotations

import re
from functools import lru_cache

_ATTRIBUTE = re.compile(
    r"([^\s\"'<>/=]{1,60})(?:\s{0,9}=\s{0,9}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>]+)))?"
)
_NAMING = frozenset(
    "class id itemprop itemtype role data-component data-testid data-module".split()
)
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE)
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_EDGE, _END = r"(?:^|[\s_/-])", r"(?=$|[\s_\d-])"

_FURNITURE = """
    comments?(?:-?(?:list|section|area|thread))? disqus respond related recommend\\w* popular
    trending most-?read most-?viewed latest share sharing sharebar social shariff addthis newsletter
    subscri\\w* sign-?up promo\\w* sponsor\\w* advert\\w* ads? adslot banner breadcrumbs? byline
    author(?:-?(?:bio|box|info|name|meta))? bio tags? taglist keywords categor\\w* pagination pager
    prev next sidebar side-?bar rail widget teaser outbrain taboola credit copyright meta metadata
    dateline timestamp published nav navigation menu footer foot masthead login cookie consent gdpr
    modal popup overlay toolbar print hidden sr-only screen-reader\\w* visually-hidden
    more-?(?:from|on|stories|links|news|like) read-?(?:more|next|also) also-?(?:read|like) you-?may
    see-?also jump skip toc table-of-contents rating poll quiz gallery slideshow carousel playlist
    video\\w* player embed infobox factbox topics? follow disclaimer feedback correction contact
    donat\\w* paywall premium recirc\\w* inline-?(?:promo|link|related)
    story-?(?:links|tools|footer) article-?(?:footer|tools|tags|meta|info|share|related)
    post-?(?:meta|tags|footer|info|nav\\w*)
"""
_BODY = """
    (?:article|story)-?_?(?:body|content|text|copy) post-?_?(?:body|content|text|entry)
    entry-?_?content body-?_?(?:content|copy|text) content-?_?body main-?_?(?:content|text)
    rich-?text page-content content__article
"""
_WRAPPER = """
    body main article-?(?:body|content) post-content entry-content story-body wrapper page container
    single
"""
_NEVER = "comment related promo share social sidebar newsletter"
_INSERTED = """
    sr-only screen-?reader\\w* visually-?hidden visuallyhidden a11y-hidden assistive tooltip\\w*
    popover\\w* hover-?card\\w* rollover[\\w-]*-block profile-?card person-?card flyout
    related\\w* promo\\w* share sharing adslot
    advert\\w*
"""
# What an article element is called that is not the story; its other names tell its subject.
_OTHER = "comment disqus respond related recommend promo teaser trending sponsor advert sidebar"


def _any(words: str, before: str = "", after: str = "") -> re.Pattern[str]:
    return re.compile(f"{before}(?:{'|'.join(words.split())}){after}", re.IGNORECASE)


_IS_FURNITURE = _any(_FURNITURE, _EDGE, _END)
_IS_BODY = _any(_BODY)
_IS_WRAPPER = _any(_WRAPPER)
_IS_NEVER = _any(_NEVER)
_IS_INSERTED = _any(_INSERTED, _EDGE, _END)
_IS_CAPTION = _any("caption figcaption image-caption wp-caption-text", _EDGE, _END)
_LONGEST_WRAPPER = 200


@lru_cache(maxsize=4096)  # the same few on every page of a site
def identity(attributes: str) -> str:
    """Return the words that name an element, from its attributes as written."""
    named = []
    for found in _ATTRIBUTE.finditer(attributes):
        if found[1].lower() in _NAMING:
            named.append(found[2] or found[3] or found[4] or "")
    return _HUMP.sub("-", " ".join(named))


@lru_cache(maxsize=4096)
def hidden(attributes: str) -> bool:
    """Tell whether an element is not shown."""
    for found in _ATTRIBUTE.finditer(attributes):
        name, value = found[1].lower(), found[2] or found[3] or found[4] or ""
        if name == "hidden" and value.lower() != "until-found":
            return True
        if name == "aria-hidden" and value.lower() == "true":
            return True
        if name == "style" and _HIDING.search(value):
            return True
    return False


@lru_cache(maxsize=4096)
def inserted(attributes: str) -> bool:
    """Tell whether an element inside a line is a card, a label for readers aloud or the like."""
    return _IS_INSERTED.search(identity(attributes)) is not None


@lru_cache(maxsize=4096)
def furniture(names: str) -> str:
    """Return the name by which an element is no part of a story; nothing if it may be one."""
    found = _IS_FURNITURE.search(names)
    if found is None or _IS_BODY.search(names):
        return ""
    wrapper = len(names) < _LONGEST_WRAPPER and _IS_WRAPPER.search(names)
    if wrapper and not _IS_NEVER.search(names):
        return ""
    return found[0].strip(" _/-").lower()


def other(name: str) -> bool:
    """Tell whether a name of furniture is one for articles that are not the story."""
    return name.startswith(tuple(_OTHER.split()))


@lru_cache(maxsize=4096)
def body(names: str) -> bool:
    """Tell whether an element is named as the body of a story."""
    return _IS_BODY.search(names) is not None


def spoken(name: str) -> bool:
    """Tell whether a name of furniture is that of readers' comments."""
    return name.startswith(("comment", "disqus", "respond"))


def embedding(name: str) -> bool:
    """Tell whether a name of furniture is one that posts quoted by a story carry as well."""
    return name in ("social", "embed", "widget")


def captioned(names: str) -> bool:
    """Tell whether an element is named as the caption of a picture."""
    return _IS_CAPTION.search(names) is not None
