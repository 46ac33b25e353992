"""Logos and signatures as they are drawn."""

from __future__ import annotations

import zlib
from io import BytesIO

import pytest
from PIL import Image

from certificates.rendering import render
from certificates.rendering.errors import PictureRefused
from certificates.rendering.facts import Organisation
from certificates.rendering.pictures import picture_of
from certificates.rendering.pictures.paths import pieces_of
from tests.certificates.rendering.samples import sample


def png(width: int, height: int, colour: tuple[int, int, int, int]) -> bytes:
    image = Image.new("RGBA", (width, height))
    image.paste(colour, (10, 5, width - 10, height - 5))
    file = BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def drawing(body: str) -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">{body}</svg>'.encode()


@pytest.mark.parametrize(
    ("body", "width", "height"),
    [
        ('<rect x="10" y="20" width="30" height="40"/>', 30, 40),
        ('<circle cx="50" cy="50" r="20"/>', 40, 40),
        ('<ellipse cx="50" cy="50" rx="20" ry="10"/>', 40, 20),
        ('<path d="M10 10h20v20h-20z"/>', 20, 20),
        ('<path d="M10 50a20 20 0 0 1 40 0z"/>', 40, 20),
        ('<path d="M10 50A20 20 0 1140 60"/>', None, None),
        ('<g transform="translate(10 10) scale(2)"><path d="M0 0L10 5"/></g>', 20, 10),
        ('<rect transform="rotate(90)" x="40" y="-50" width="20" height="10"/>', 10, 20),
        ('<line x1="10" y1="50" x2="90" y2="50" stroke="red" stroke-width="4"/>', 84, 4),
        ('<polygon points="10,10 30,10 20,40"/>', 20, 30),
        ('<path d="M-50 10h200v20h-200z"/>', 100, 20),
        ('<path d="M10 10c0 20 20 20 20 0s20-20 20 0q5 5 10 0t10 0V20H10"/>', None, None),
    ],
)
def test_a_drawing_is_cropped_to_its_ink(body, width, height):
    picture = picture_of(drawing(body))

    if width:
        assert (picture.width, picture.height) == pytest.approx((width, height), abs=0.6)
    zlib.decompress(picture.data)


def test_colours_lines_and_opacity_reach_the_page():
    body = (
        '<g fill="none" stroke="#0f5d68" stroke-width="3" stroke-linecap="round">'
        '<path d="M0 0L9 9"/><path style="fill:navy;opacity:.5" fill-rule="evenodd" d="M0 0h9z"/>'
        '<path d="M1 1h3v3z" fill="rgb(255, 0, 0)" stroke="none"/></g>'
    )
    picture = picture_of(drawing(body))
    content = zlib.decompress(picture.data).decode()

    assert "0.059 0.365 0.408 RG 3 w 1 J" in content
    assert "0 0 0.502 rg" in content
    assert "/A50x50 gs" in content
    assert "B*" in content
    assert "1 0 0 rg" in content
    assert "/A50x50 << /ca 0.5 /CA 0.5 >>" in picture.dictionary


def test_path_data_may_be_written_tight():
    assert pieces_of("M1-2.5L.5.5-3,4") == [
        ("m", ((1.0, -2.5),)),
        ("l", ((0.5, 0.5),)),
        ("l", ((-3.0, 4.0),)),
    ]


def test_a_png_keeps_its_transparency_and_loses_its_margin():
    picture = picture_of(png(60, 40, (180, 71, 42, 128)))

    assert (picture.width, picture.height) == (40, 30)
    assert set(zlib.decompress(picture.mask)) == {128}
    assert zlib.decompress(picture.data)[:3] == bytes((180, 71, 42))


def test_a_huge_or_empty_png_is_refused():
    with pytest.raises(PictureRefused):
        picture_of(png(5000, 4000, (0, 0, 0, 255)))
    with pytest.raises(PictureRefused):
        picture_of(png(40, 40, (0, 0, 0, 0)))


def test_a_picture_used_twice_is_stored_once():
    logo = png(120, 60, (15, 93, 104, 255))
    twice = render(sample(organisations=(Organisation("One", logo), Organisation("Two", logo))))

    assert twice.count(b"/Subtype /Image") == 1
