"""Facts about static files as they travel."""

from __future__ import annotations

from foundation.lean import without_comments

SHEET = b"""/* Why
   it is so. */
@layer base {
  /* A rule. */
  a { content: "/* kept */"; background: url("//x.svg"); } /* stays */
}
"""
SCRIPT = b"""/** What it does. */
// One line.
const address = "https://example.org/a"; // stays
  export default function go() {}
"""


def test_what_only_authors_read_stays_at_home():
    assert without_comments(SHEET) == (
        b'@layer base {\na { content: "/* kept */"; background: url("//x.svg"); } /* stays */\n}\n'
    )
    assert without_comments(SCRIPT) == (
        b'const address = "https://example.org/a"; // stays\nexport default function go() {}\n'
    )
