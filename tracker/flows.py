"""How far the arcs of a small network can go up and down while everything known stays as it is: the
tool with which the suppression of cells asks what a reader can work out.

A table with totals is a circulation: the grand total flows into its rows, from there through the
cells into the columns, and back. Its bounds are whole numbers, so what flows can reach is exactly
what a reader can infer.
"""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass

ENDLESS = 10**15
Node = Hashable
Key = Hashable


@dataclass(frozen=True)
class Arc:
    """From `tail` to `head` flows `value`; a reader knows that it is at least `least`."""

    tail: Node
    head: Node
    value: int
    least: int = 0


Arcs = Mapping[Key, Arc]
_Graph = dict[Node, dict[Node, int]]


def room(arcs: Arcs, moving: Callable[[Key], bool], key: Key) -> tuple[int, int]:
    """How far the arc can go down and up where only the moving ones change with it."""
    arc = arcs[key]
    graph: _Graph = {}
    for other, one in arcs.items():
        if other != key and moving(other):
            _add(graph, one.tail, one.head, ENDLESS)
            _add(graph, one.head, one.tail, one.value - one.least)
    down = min(arc.value - arc.least, _flow(graph, arc.tail, arc.head))
    return down, min(_flow(graph, arc.head, arc.tail), ENDLESS)


def cheapest_way(
    arcs: Arcs, prices: Mapping[Key, int], key: Key, amount: int, *, up: bool
) -> list[Key] | None:
    """The arcs that have to move so that this one can go up (or down) by an amount, for the least
    sum of prices. An arc without a price stays as it is. None where there is no way."""
    start, end = (arcs[key].head, arcs[key].tail) if up else (arcs[key].tail, arcs[key].head)
    steps: dict[Node, list[tuple[Node, Key]]] = {}
    for other, one in arcs.items():
        if other == key or other not in prices:
            continue
        steps.setdefault(one.tail, []).append((one.head, other))
        if one.value - one.least >= amount:
            steps.setdefault(one.head, []).append((one.tail, other))
    # The number breaks ties, so that the answer is the same on every machine.
    queue: list[tuple[int, int, Node, list[Key]]] = [(0, 0, start, [])]
    number, seen = 0, set()
    while queue:
        cost, _tie, node, way = heapq.heappop(queue)
        if node == end:
            return way
        if node in seen:
            continue
        seen.add(node)
        for there, other in steps.get(node, ()):
            number += 1
            heapq.heappush(queue, (cost + prices[other], number, there, [*way, other]))
    return None


def _add(graph: _Graph, tail: Node, head: Node, capacity: int) -> None:
    out = graph.setdefault(tail, {})
    out[head] = out.get(head, 0) + capacity
    graph.setdefault(head, {}).setdefault(tail, 0)


def _flow(graph: _Graph, source: Node, sink: Node) -> int:
    """The largest flow (Edmonds and Karp), up to `ENDLESS`."""
    left = {node: dict(out) for node, out in graph.items()}
    total = 0
    while total < ENDLESS and (way := _shortest(left, source, sink)):
        amount = min(left[tail][head] for tail, head in way)
        for tail, head in way:
            left[tail][head] -= amount
            left[head][tail] += amount
        total += amount
    return total


def _shortest(left: _Graph, source: Node, sink: Node) -> list[tuple[Node, Node]]:
    before: dict[Node, Node] = {source: source}
    queue = deque([source])
    while queue and sink not in before:
        node = queue.popleft()
        for there, capacity in left.get(node, {}).items():
            if capacity > 0 and there not in before:
                before[there] = node
                queue.append(there)
    if sink not in before:
        return []
    way, node = [], sink
    while node != source:
        way.append((before[node], node))
        node = before[node]
    return way
