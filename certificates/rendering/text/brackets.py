"""Which characters are paired brackets, as the bidirectional rules need them (BidiBrackets)."""

from __future__ import annotations

# Opening and closing by turns. The two deprecated angle brackets are folded into their canonical
# equivalents below, as rule BD16 demands.
_PAIRS = (
    "()[]{}༺༻༼༽᚛᚜⁅⁆⁽⁾₍₎⌈⌉⌊⌋⟅⟆⟦⟧⟨⟩⟪⟫⟬⟭⟮⟯⦃⦄⦅⦆⦇⦈⦉⦊⦋⦌⦍⦐⦏⦎⦑⦒⦓⦔⦕⦖⦗⦘⧘⧙⧚⧛⧼⧽❨❩❪❫❬❭❮❯❰❱❲❳❴❵"
    "⸢⸣⸤⸥⸦⸧⸨⸩\u2e55\u2e56\u2e57\u2e58\u2e59\u2e5a\u2e5b\u2e5c〈〉《》「」『』【】〔〕〖〗〘〙〚〛"
    "﹙﹚﹛﹜﹝﹞（）［］｛｝｟｠｢｣"
)
_FOLDED = {"\u2329": "\u3008", "\u232a": "\u3009"}
_CLOSER_OF = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True))
_CLOSERS = frozenset(_CLOSER_OF.values())


def canonical(character: str) -> str:
    """The bracket that stands for this one when brackets are compared."""
    return _FOLDED.get(character, character)


def closer_of(character: str) -> str | None:
    """The closing bracket that ends what this character opens, or None."""
    return _CLOSER_OF.get(canonical(character))


def is_closer(character: str) -> bool:
    """Whether this character closes a bracket."""
    return canonical(character) in _CLOSERS
