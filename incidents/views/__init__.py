"""The pages above teams and incidents; each view's first statement fetches its object with the right to use it."""
