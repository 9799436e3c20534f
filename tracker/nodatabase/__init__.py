"""A database engine that is not there: every query answers with the remedy."""
