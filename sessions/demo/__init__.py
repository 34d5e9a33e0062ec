"""The content of ``manage.py demo``: three incidents that were public, told in our own words, and their sessions."""
