"""The secretariat's overview of a cycle: what came, what waits, who is silent, what does not move.

Of a report that was not sent only its state, its dates and whether work has begun are told; of
answers only what this reader may read, restricted ones never. Civil-society views have no part.
"""

from .scope import Facts, Scope

__all__ = ["Facts", "Scope"]
