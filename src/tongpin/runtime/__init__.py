"""Floor 4: what runs a community, live, in rehearsal and in simulation."""
