"""Files that want to do harm, built in code, and honest ones that must pass."""
