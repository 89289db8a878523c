"""The section `activities`: one part a kind."""

from __future__ import annotations

from collections.abc import Iterable

from tongpin.capabilities.activities.kinds.checkin import Checkin
from tongpin.kernel.compiling import Compiling
from tongpin.kernel.playbook.bilingual import Both
from tongpin.kernel.playbook.section import Section, Told, described


class Activities(Section):
    heading = Both("活动", "Activities")

    checkin: Checkin = described("每日签到", "the daily check-in", default=Checkin())

    def told(self) -> Iterable[Told]:
        """Each kind of activity says itself."""
        return [told.within("checkin") for told in self.checkin.told()]


def compile_section(section: Activities, _compiling: Compiling) -> Activities:
    """The section is what deciding needs."""
    return section
