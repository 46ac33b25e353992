"""A name is text, never markup; nothing that a fact names is opened (CASES I04, I05)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from certificates.rendering import render
from certificates.rendering.errors import PictureRefused
from certificates.rendering.pictures import picture_of
from tests.certificates.rendering.samples import sample
from tests.certificates.rendering.tools import needs, run

ROOT = Path(__file__).parents[3]
PAYLOADS = [
    "<b",
    "<b>Amina</b>",
    "<img src=/etc/x.png>",
    "<img src=http://127.0.0.1>",
    "<a href=x>Amina</a>",
    "<font color=\"[[[getattr(pow,Word('__globals__'))['os'].system('true')]]]\">A</font>",
    "&#0;",
    "&amp;",
    "{{7*7}}",
    "{% debug %}",
    "%(x)s",
    "{0.__class__}",
    "(Amina) \\ Tj ET",
    "=HYPERLINK(1)",
]
WATCHED = """
import sys
from tests.certificates.rendering.samples import sample
from certificates.rendering import render
render(sample("Warm Up"))
seen = []
watching = True
def watch(event, arguments):
    if watching and event.split(".")[0] in {"open", "socket", "subprocess", "os", "exec"}:
        seen.append((event, str(arguments)[:80]))
sys.addaudithook(watch)
for payload in %r:
    render(sample(payload, programme_title=payload, latin_name=payload))
watching = False
print(seen)
"""


@needs("pdftotext")
@pytest.mark.parametrize("payload", PAYLOADS)
def test_the_name_is_printed_letter_by_letter(payload, tmp_path):
    path = tmp_path / "certificate.pdf"
    path.write_bytes(render(sample(payload)))

    text = run("pdftotext", "-q", "-f", "1", "-l", "1", str(path), "-")
    squeezed = "".join(text.split())
    assert "".join(payload.split()) in squeezed


def test_no_file_and_no_socket_is_opened():
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "lms.settings.test"}
    script = "import django; django.setup()\n" + WATCHED % (PAYLOADS,)
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, check=True
    )

    assert done.stdout.decode().strip() == "[]"


@pytest.mark.parametrize(
    "drawing",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script><path d="M0 0h9v9z"/></svg>',
        b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>',
        b'<svg xmlns="http://www.w3.org/2000/svg"><use href="http://127.0.0.1/x.svg#a"/></svg>',
        b'<svg xmlns="http://www.w3.org/2000/svg"><text>Amina</text></svg>',
        b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg><path d="M0 0h9v9"/></svg>',
        b'<svg><path d="M0 0h9v9z" fill="url(http://127.0.0.1/)"/></svg>',
        b'<svg><path d="M0 0h9v9z" fill="__import__(\'os\')"/></svg>',
        b"<svg><path d='M0 0 evil'/></svg>",
        b"<svg></svg>",
        b"GIF89a",
        b"",
        b"\x89PNG\r\n\x1a\nbroken",
    ],
)
def test_a_picture_that_is_more_than_a_picture_is_refused(drawing):
    with pytest.raises(PictureRefused):
        picture_of(drawing)
