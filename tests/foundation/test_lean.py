"""Facts about static files as they travel."""

from __future__ import annotations

from wsgiref.headers import Headers

from foundation.lean import spare_headers, without_comments

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


def test_a_file_that_never_changes_is_never_asked_for_again():
    named = [("Cache-Control", "max-age=1, immutable"), ("ETag", "a"), ("Last-Modified", "b")]
    unnamed = [("Cache-Control", "max-age=60"), ("ETag", "a"), ("Last-Modified", "b")]
    lean, whole = Headers(list(named)), Headers(list(unnamed))

    spare_headers(lean, "", "")
    spare_headers(whole, "", "")

    assert lean.keys() == ["Cache-Control"]
    assert whole.keys() == ["Cache-Control", "ETag", "Last-Modified"]
