"""What the person at the terminal is told when the launcher cannot go on."""


class Failure(Exception):
    """One sentence (or a few short ones) that names what is wrong and the remedy.

    The command line prints it on standard error and ends with exit status 1.
    """
