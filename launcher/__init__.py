"""Starts the tracker and the servers it needs on one machine, and stops all of it again."""
