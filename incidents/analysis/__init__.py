"""The gap arithmetic: pure functions over frozen records. Standard library only, no clock, no input or output."""
