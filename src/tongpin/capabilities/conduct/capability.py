"""The door of `conduct`: rules of speech."""

from tongpin.capabilities.conduct.decide import State, evolve_message, on_message
from tongpin.capabilities.conduct.playbook import ConductSection, ready
from tongpin.capabilities.conduct.projection import PROJECTION
from tongpin.kernel.capability import Capability
from tongpin.kernel.words.chat import MessagePosted
from tongpin.kernel.words.conduct import BreachFound

CONDUCT = Capability(
    name="conduct",
    section=ConductSection,
    compile=ready,
    state=State,
    state_version=1,
    listens={MessagePosted: on_message},
    evolves={MessagePosted: evolve_message},
    emits=(BreachFound,),
    projection=PROJECTION,
)
