"""Pages and verbs of the sessions."""
