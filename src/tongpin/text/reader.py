"""Reads texts in batches: one fold and one scan of each kind for all of them."""

from collections.abc import Sequence

from tongpin.text.batch import Batch
from tongpin.text.fingerprints import Fingerprints
from tongpin.text.link_scan import LinkScan, Signs
from tongpin.text.pattern_scan import PatternScan
from tongpin.text.plan import TextPlan
from tongpin.text.reading import LINK, MENTION, PATTERN, WORD, Hit, Reading
from tongpin.text.word_scan import WordScan

NO_SIGNS = Signs()


class Reader:
    """Reads texts under one plan. Raises `PatternError` where a pattern of the plan is none."""

    def __init__(self, plan: TextPlan, *, roomy: bool = False) -> None:
        """Where `roomy`, long lists of words take much memory and little time."""
        self._words = WordScan(plan.words, plan.word_lists, roomy=roomy) if plan.words else None
        self._patterns = PatternScan(plan.patterns, plan.pattern_lists) if plan.patterns else None
        self._links = LinkScan()
        self._fingerprints = Fingerprints(plan.key) if plan.fingerprints else None

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """One reading a text, in order; never raises, whatever the texts hold. A batch of some hundreds is quickest."""
        if not texts:
            return []
        batch = Batch(texts)
        lengths, none = batch.lengths(), [0] * len(texts)
        prints = self._fingerprints.of(batch.contents()) if self._fingerprints else none
        readings = list(map(Reading, lengths, lengths, none, none, prints))
        signs = self._links.find(batch)
        words = self._words.find(batch) if self._words else {}
        patterns = self._patterns.find(batch) if self._patterns else {}
        for index in signs.keys() | words.keys() | patterns.keys() | batch.cut:
            readings[index] = whole(
                readings[index],
                signs.get(index, NO_SIGNS),
                words.get(index, ()),
                patterns.get(index, ()),
                cut=index in batch.cut,
            )
        return readings


def whole(bare: Reading, signs: Signs, words: tuple[Hit, ...], patterns: tuple[Hit, ...], *, cut: bool) -> Reading:
    """The reading with all that was found in the text."""
    return Reading(
        length=bare.length,
        own=bare.length - signs.linked,
        links=signs.links,
        mentions=signs.mentions,
        fingerprint=bare.fingerprint,
        signals=LINK * (signs.links > 0)
        | WORD * bool(words)
        | PATTERN * bool(patterns)
        | MENTION * (signs.mentions > 0),
        words=words,
        patterns=patterns,
        cut=cut,
    )
