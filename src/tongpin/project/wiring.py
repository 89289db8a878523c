"""The house as it is wired: the explicit list of capabilities, in the order in which they hear of a fact."""

from __future__ import annotations

from tongpin.capabilities.activities.capability import ACTIVITIES
from tongpin.capabilities.conduct.capability import CONDUCT
from tongpin.capabilities.incentives.capability import INCENTIVES
from tongpin.capabilities.members.capability import MEMBERS
from tongpin.capabilities.sanctions.capability import SANCTIONS
from tongpin.kernel.capability import Capability

CAPABILITIES: tuple[Capability, ...] = (MEMBERS, CONDUCT, SANCTIONS, INCENTIVES, ACTIVITIES)
