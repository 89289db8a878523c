"""The house as it is wired: the explicit lists of capabilities, in the order in which they hear, and of platforms."""

from __future__ import annotations

from tongpin.capabilities.activities.capability import ACTIVITIES
from tongpin.capabilities.conduct.capability import CONDUCT
from tongpin.capabilities.incentives.capability import INCENTIVES
from tongpin.capabilities.members.capability import MEMBERS
from tongpin.capabilities.sanctions.capability import SANCTIONS
from tongpin.connectors.webchat.platform import WEBCHAT
from tongpin.kernel.capability import Capability
from tongpin.kernel.connector import Platform

CAPABILITIES: tuple[Capability, ...] = (MEMBERS, CONDUCT, SANCTIONS, INCENTIVES, ACTIVITIES)
PLATFORMS: tuple[Platform, ...] = (WEBCHAT,)
