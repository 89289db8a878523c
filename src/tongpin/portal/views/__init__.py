"""The members' pages that belong to no capability: the door, the home, and a member's own page."""
