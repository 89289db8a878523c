"""Every code of a problem in a playbook, with its sentences. A code is stable: it may be retired, never reused."""

from collections.abc import Mapping

from tongpin.kernel.playbook.codes.code import Code
from tongpin.kernel.playbook.codes.form import FORM
from tongpin.kernel.playbook.codes.key import KEY
from tongpin.kernel.playbook.codes.value import VALUE
from tongpin.kernel.playbook.codes.whole import WHOLE

__all__ = ["CODES", "Code"]

CODES: Mapping[str, Code] = {**FORM, **VALUE, **KEY, **WHOLE}
"""All codes: PB1xx the form of the file, PB2xx a value, PB3xx a key, PB5xx the whole."""
