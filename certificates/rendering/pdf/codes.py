"""QR codes as rows of dark modules."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

import zxingcpp

from certificates.rendering.digits import numbers

# The light margin that readers need, in modules.
QUIET: Final = 4


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
    parts = []
    for row in range(count):
        line = pixels[row * count : (row + 1) * count]
        start = -1
        for column in range(count + 1):
            dark = column < count and line[column] == 0
            if dark and start < 0:
                start = column
            elif not dark and start >= 0:
                parts.append(f"{start} {row} {column - start} 1 re")
                start = -1
    return count, "\n".join(parts)
