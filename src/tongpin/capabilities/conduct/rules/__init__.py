"""The rules of speech, in the order in which they are shown. A new rule is one file here and one line below."""

from tongpin.capabilities.conduct.rules import (
    bare_link,
    duplicate,
    flood,
    hours,
    keywords,
    length,
    mentions,
    patterns,
)

RULES = (
    hours.RULE,
    length.RULE,
    bare_link.RULE,
    flood.RULE,
    duplicate.RULE,
    keywords.RULE,
    patterns.RULE,
    mentions.RULE,
)
