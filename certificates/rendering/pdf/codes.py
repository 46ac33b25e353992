"""QR codes as rows of dark modules."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Final

import zxingcpp

from certificates.rendering.digits import numbers

# The light margin that readers need, in modules.
QUIET: Final = 4
_DARK: Final = re.compile(rb"\x00+")


def _modules(content: str) -> tuple[int, bytes]:
    code = zxingcpp.create_barcode(content, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    image: Any = code.to_image(scale=1, add_quiet_zones=False)
    return image.shape[0], bytes(memoryview(image))


def code_operators(content: str, x: float, y: float, side: float) -> str:
    """The path of a QR code that fills a square from its lower left corner, without quiet zone."""
    count, path = _path(content)
    module = side / count
    return f"q {numbers(module, 0, 0, -module, x, y + side)} cm\n{path}\nf Q"


@lru_cache(maxsize=16)
def _path(content: str) -> tuple[int, str]:
    """The number of modules in a row, and the dark ones as rectangles of a path."""
    count, pixels = _modules(content)
    parts: list[str] = []
    for row in range(count):
        line = pixels[row * count : (row + 1) * count]
        parts += [
            f"{dark.start()} {row} {dark.end() - dark.start()} 1 re"
            for dark in _DARK.finditer(line)
        ]
    return count, "\n".join(parts)
