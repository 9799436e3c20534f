"""How fast the tracker is, against what is possible and against what is usual (`make bench`)."""
