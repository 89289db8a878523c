"""What a code of a problem consists of."""

from typing import NamedTuple

from tongpin.kernel.playbook.bilingual import Both


class Code(NamedTuple):
    """What a code stands for, and the sentences that are filled with the case at hand."""

    meaning: Both
    message: Both
    fix: Both


def code(meaning: tuple[str, str], message: tuple[str, str], fix: tuple[str, str]) -> Code:
    """Write a code down, each part in Chinese and English."""
    return Code(Both(*meaning), Both(*message), Both(*fix))
