"""PNG pictures: decoded within limits, cropped to their ink, stored with their transparency."""

from __future__ import annotations

import zlib
from io import BytesIO
from typing import Final

from PIL import Image

from certificates.rendering.errors import PictureRefused
from certificates.rendering.pictures.picture import Picture

_MOST_PIXELS: Final = 16_000_000
# More is finer than any printer at the size of a logo.
_LONGEST_SIDE: Final = 900


def read_png(data: bytes, digest: str) -> Picture:
    """The picture of a PNG file; raises PictureRefused if it is broken, empty or too large."""
    try:
        with Image.open(BytesIO(data), formats=["PNG"]) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                raise PictureRefused
            image = opened.convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise PictureRefused from error
    box = image.getchannel("A").getbbox()
    if box is None:
        raise PictureRefused
    image = image.crop(box)
    image.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE), Image.Resampling.LANCZOS)
    alpha = image.getchannel("A")
    size = f"/Width {image.width} /Height {image.height}"
    common = f"/Type /XObject /Subtype /Image {size} /BitsPerComponent 8 /Filter /FlateDecode"
    opaque = alpha.getextrema() == (255, 255)
    return Picture(
        digest=digest,
        width=float(image.width),
        height=float(image.height),
        drawn=False,
        dictionary=f"{common} /ColorSpace /DeviceRGB",
        data=zlib.compress(image.convert("RGB").tobytes(), 9),
        mask_dictionary="" if opaque else f"{common} /ColorSpace /DeviceGray",
        mask=b"" if opaque else zlib.compress(alpha.tobytes(), 9),
    )
