"""The demonstration world: four years of invented work by every member, for one's own machine."""

from .loading import load

__all__ = ["load"]
