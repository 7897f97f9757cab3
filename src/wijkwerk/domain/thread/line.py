"""The golden thread through a thing: why it exists and what became of it. Only values; `queries.line_of` fills them."""

from __future__ import annotations

from dataclasses import dataclass

from wijkwerk.foundation.kit.things import Ref


@dataclass(frozen=True)
class Node:
    """One bead on the thread, as its reader sees it. Levels below zero say why; above zero, what became of it.

    `stem` is the node it hangs from, nearer to the middle; `words` say how, where it is not simply a source.
    """

    key: Ref
    level: int
    kind: str
    title: str
    address: str = ""
    state: str = ""
    tone: str = "neutral"
    stem: Ref | None = None
    words: str = ""


@dataclass(frozen=True)
class Tie:
    """This led to that, beside the tree: the other end already hangs elsewhere."""

    start: Ref
    end: Ref
    words: str


@dataclass(frozen=True)
class Branch:
    """A node with what hangs from it; `also` are the nodes elsewhere that it is tied to, with words that say how."""

    node: Node
    branches: tuple[Branch, ...]
    also: tuple[tuple[str, Node], ...]


@dataclass(frozen=True)
class Line:
    """The thread through one thing. The nodes stand in the order in which the picture strings them, causes first."""

    of: Ref
    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...] = ()
    is_cut: bool = False  # there is more than fits

    @property
    def middle(self) -> Node:
        return next(node for node in self.nodes if node.key == self.of)

    @property
    def has_source(self) -> bool:
        return any(node.level < 0 for node in self.nodes)

    @property
    def why(self) -> tuple[Branch, ...]:
        """What led to it, and what led to that."""
        return tuple(branch for branch in self._branches(self.of) if branch.node.level < 0)

    @property
    def became(self) -> tuple[Branch, ...]:
        """What came of it, and what came of that."""
        return tuple(branch for branch in self._branches(self.of) if branch.node.level > 0)

    def _branches(self, stem: Ref) -> tuple[Branch, ...]:
        nodes = {node.key: node for node in self.nodes}
        return tuple(
            Branch(
                node,
                self._branches(node.key),
                tuple((tie.words, nodes[tie.end]) for tie in self.ties if tie.start == node.key),
            )
            for node in self.nodes
            if node.stem == stem
        )
