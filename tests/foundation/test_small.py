"""Facts about the small modules: environment, names, exports, limits, pages, panels, words."""

from __future__ import annotations

import csv
import io
import unicodedata

import pytest
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from foundation import doorbell, env, limits, mail, panels
from foundation.errors import DomainError
from foundation.exports import csv_response, safe_cell
from foundation.names import clean_name
from foundation.pagination import page_of, query_without_page
from foundation.redirects import see_other
from foundation.wording import pick


class TestEnvironment:
    @pytest.fixture
    def given_value(self, monkeypatch):
        return lambda value: monkeypatch.setenv("OURS", value)

    def test_what_is_needed_and_absent_is_named(self, monkeypatch):
        monkeypatch.delenv("OURS", raising=False)
        with pytest.raises(ImproperlyConfigured, match="OURS is not set"):
            env.text("OURS")
        assert env.text("OURS", "by default") == "by default"

    @pytest.mark.parametrize(
        ("value", "flag"), [("Yes", True), ("1", True), ("off", False), ("", False)]
    )
    def test_a_flag_is_yes_or_no(self, given_value, value, flag):
        given_value(value)
        assert env.flag("OURS") is flag

    def test_a_flag_that_is_neither_is_refused(self, given_value):
        given_value("perhaps")
        with pytest.raises(ImproperlyConfigured, match="must be yes or no, not 'perhaps'"):
            env.flag("OURS")

    @pytest.mark.parametrize("value", ["eight", "", "8.5", "0x8"])
    def test_a_number_is_whole(self, given_value, value):
        given_value(value)
        with pytest.raises(ImproperlyConfigured, match="whole number"):
            env.number("OURS", 1)

    @pytest.mark.parametrize("value", ["0", "65536"])
    def test_a_number_stays_within_its_bounds(self, given_value, value):
        given_value(value)
        with pytest.raises(ImproperlyConfigured, match="from 1 to 65535"):
            env.number("OURS", 1, minimum=1, maximum=65535)

    def test_words_are_a_list_without_holes(self, given_value):
        given_value(" a ,,b, ")
        assert env.words("OURS") == ["a", "b"]

    def test_a_folder_is_made_for_us_alone(self, given_value, tmp_path):
        given_value(str(tmp_path / "deep" / "data"))
        folder = env.folder("OURS", tmp_path)
        assert folder.is_dir()
        assert folder.stat().st_mode & 0o077 == 0

    def test_a_folder_that_cannot_be_is_refused_in_words(self, given_value, tmp_path):
        (tmp_path / "file").write_text("x")
        given_value(str(tmp_path / "file" / "data"))
        with pytest.raises(ImproperlyConfigured, match="cannot be used"):
            env.folder("OURS", tmp_path)

    @pytest.mark.parametrize("url", ["mysql://a@b/c", "oracle://x"])
    def test_a_database_is_sqlite_or_postgresql(self, given_value, url):
        given_value(url)
        with pytest.raises(ImproperlyConfigured, match="OURS"):
            env.database("OURS", "sqlite:///x")

    def test_a_mail_address_of_a_server_is_read(self, given_value):
        given_value("smtp+tls://user:pass@host.example:587")
        settings = env.email("OURS", "smtp://localhost:25")
        assert (settings["EMAIL_HOST"], settings["EMAIL_PORT"]) == ("host.example", 587)
        given_value("carrier-pigeon://home")
        with pytest.raises(ImproperlyConfigured, match="OURS is no mail URL"):
            env.email("OURS", "")


class TestNames:
    @given(st.text(max_size=40))
    def test_a_name_is_refused_or_kept_composed_and_clean(self, name):
        try:
            kept = clean_name(name)
        except ValidationError:
            return
        assert kept == unicodedata.normalize("NFC", kept)
        assert kept == " ".join(kept.split())
        assert clean_name(kept) == kept
        hidden = {unicodedata.category(character) for character in kept} & {"Cc", "Cs", "Cn", "Co"}
        assert not hidden

    def test_the_refused_character_is_named(self):
        with pytest.raises(ValidationError) as refusal:
            clean_name("A\u202eB")
        assert refusal.value.messages == ["The character U+202E cannot stand in a name."]

    def test_tabs_and_line_breaks_become_spaces(self):
        assert clean_name(" Amina\tEl\r\nKhatib ") == "Amina El Khatib"

    def test_no_name_at_all_is_left_to_the_field(self):
        assert clean_name("") == ""


class TestExports:
    @pytest.mark.parametrize("start", list("=+-@\t\r\n＝＋－＠"))
    def test_no_cell_is_a_formula_I08(self, start):
        assert safe_cell(f"{start}1+1") == f"'{start}1+1"

    @pytest.mark.parametrize(
        ("value", "cell"), [(None, ""), (0, "0"), ("Ali", "Ali"), ("a=b", "a=b"), ("", "")]
    )
    def test_other_cells_are_as_they_are(self, value, cell):
        assert safe_cell(value) == cell

    @given(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"])), min_size=1))
    def test_a_table_can_be_read_back(self, cells):
        response = csv_response("t.csv", ["head"] * len(cells), [cells])
        data = b"".join(response.streaming_content).decode("utf-8-sig")
        read = list(csv.reader(io.StringIO(data, newline="")))
        assert read[1] == [safe_cell(cell) for cell in cells]

    @pytest.mark.parametrize("name", ['a"; x="b.csv', "é.csv", "a\r\nSet-Cookie: x.csv", "\0.csv"])
    def test_a_file_name_is_one_header(self, name):
        response = csv_response(name, ["head"], [])
        assert response["Content-Disposition"].startswith("attachment; filename")
        assert not set("\r\n\0") & set(response["Content-Disposition"])


class TestPages:
    @pytest.mark.parametrize(
        ("asked", "given"),
        [("2", 2), ("x", 1), ("-1", 3), ("99", 3), ("", 1), ("1.5", 1), ("²", 1)],
    )
    def test_nonsense_gives_a_page_all_the_same(self, asked, given):
        request = RequestFactory().get("/", {"page": asked})
        assert page_of(list(range(5)), request, 2).number == given

    def test_filters_stay_and_the_page_goes(self):
        request = RequestFactory().get("/?q=a%26b&page=2&state=x")
        assert query_without_page(request) == "q=a%26b&state=x&"
        assert query_without_page(RequestFactory().get("/")) == ""


class TestLimits:
    def ask(self, address):
        request = RequestFactory().get("/", REMOTE_ADDR=address)
        return limits.is_over_limit(request, "test", times=2, seconds=60)

    def test_the_third_is_one_too_many(self):
        assert [self.ask("192.0.2.1") for _ in range(3)] == [False, False, True]

    def test_each_has_an_own_count(self):
        assert not any(self.ask(f"192.0.2.{number}") for number in range(9))

    def test_one_network_of_ipv6_is_one_caller(self):
        assert [self.ask(f"2001:db8::{number}") for number in range(3)] == [False, False, True]
        assert not self.ask("2001:db8:0:1::1")

    def test_mapped_addresses_of_ipv4_are_told_apart(self):
        assert not any(self.ask(f"::ffff:192.0.2.{number}") for number in range(5))

    @pytest.mark.parametrize("address", ["", "unix:", "x" * 5000, "192.0.2.1 \n"])
    def test_an_address_that_is_none_counts_too(self, address):
        assert [self.ask(address) for _ in range(3)] == [False, False, True]


class TestPanels:
    def test_a_question_is_asked_once_for_all_that_ask_it(self, monkeypatch):
        asked = []

        def allowed(user):
            asked.append(user)
            return True

        sections = {
            name: panels.DeskSection(name, name, "desk:index", place, allowed)
            for place, name in enumerate(["b", "a"])
        }
        monkeypatch.setattr(panels, "_sections", sections)
        assert [section.name for section in panels.desk_sections("user")] == ["b", "a"]
        assert asked == ["user"]

    def test_panels_with_nothing_to_show_are_left_out(self, monkeypatch):
        panel = panels.Panel("x.html")
        monkeypatch.setattr(panels, "_home_panels", {"b": lambda _: panel, "a": lambda _: None})
        assert panels.home_panels("user") == [panel]


class TestWords:
    TEXTS = {"en": "Law", "fr": "Droit", "es": ""}

    @pytest.mark.parametrize(
        ("language", "text", "really", "fallback"),
        [("fr", "Droit", "fr", False), ("es", "Law", "en", True), ("ar", "Law", "en", True)],
    )
    def test_a_text_says_which_language_it_really_is_in(self, language, text, really, fallback):
        words = pick(self.TEXTS, language)
        assert (words.text, words.language, words.is_fallback) == (text, really, fallback)

    def test_any_language_is_better_than_none(self):
        assert pick({"ar": "قانون"}, "fr").language == "ar"
        assert not pick({}, "fr")


def test_a_refusal_shows_its_sentence():
    assert str(DomainError()) == "That is not possible at the moment."
    assert str(DomainError("Because.")) == "Because."


def test_after_a_write_the_browser_is_sent_on_with_get():
    answer = see_other("desk:cohort", "0f0e7c5e-0000-4000-8000-000000000000")
    assert answer.status_code == 303
    assert answer["Location"] == "/desk/cohorts/0f0e7c5e-0000-4000-8000-000000000000/"
    assert see_other("/learn/#end")["Location"] == "/learn/#end"


@pytest.mark.parametrize("error", [OSError("gone"), doorbell.OperationalError("gone")])
def test_a_bell_that_nobody_hears_is_a_line_in_the_log(monkeypatch, caplog, error):
    def fail(*args, **kwargs):
        raise error

    monkeypatch.setattr("celery.app.base.Celery.send_task", fail)
    doorbell.ring("some.task", 1)
    assert "the broker is away" in caplog.text


@pytest.mark.django_db
def test_a_letter_is_plain_text_in_the_language_asked_for(cohort, amina):
    cohort.titles = {"en": "A & B <x>"}
    cohort.programme.titles = {"en": "Law & “Order”\nnow"}
    letter = mail.compose(
        "enrolled", {"user": amina, "cohort": cohort, "programme": cohort.programme}, "en"
    )
    assert letter.subject == "You are enrolled: Law & “Order” now"
    assert "A & B <x>" in letter.text
    assert "&amp;" not in letter.text
