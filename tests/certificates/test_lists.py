"""Facts about a list of codes: one answer each, as a table and as a file, and not too often."""

from __future__ import annotations

import csv
import io

import pytest

from certificates.codes import codes_listed, grouped, new_code
from certificates.services import revoke
from tests.factories.awards import finish, make_issued
from tests.factories.cohorts import make_place
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def text(response):
    return response.content.decode()


def ask(client, *lines, **more):
    return client.post("/verify/list/", {"codes": "\n".join(lines), **more})


def rows_of(response):
    data = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(data)))


@pytest.fixture
def another(cohort, design, rosa, viktor):
    name = '=HYPERLINK("http://evil.example")'
    return make_issued(finish(make_place(cohort, UserFactory(name=name))), rosa, viktor)


class TestReading:
    CODE = "7K3MA9XQ2B" + "0" * 16

    @pytest.mark.parametrize(
        "pasted",
        [
            CODE,
            CODE.lower(),
            grouped(CODE),
            f"  {CODE[:5]} {CODE[5:]}  ",
            f"https://learn.example.org/verify/{CODE}/",
            f"HTTPS://X.ORG/verify/{CODE.lower()}?a=b",
            f"{CODE}\r\n\r\n{grouped(CODE)},{CODE};{CODE}\t",
        ],
    )
    def test_a_code_is_read_however_it_is_pasted_and_once(self, pasted):
        assert codes_listed(pasted) == [self.CODE]

    def test_what_is_no_code_is_kept_as_typed(self):
        assert codes_listed("not a code\n" + "x" * 99) == ["not a code", "x" * 60]


class TestTable:
    def test_each_code_gets_its_answer_in_the_order_of_the_list(
        self, client, issued, another, viktor, now
    ):
        revoke(award=another, reason="error", note="x", by=viktor, now=now)
        unknown = new_code()
        shown = text(ask(client, another.code, unknown, grouped(issued.code), "nonsense"))
        assert "4 answers" in shown
        places = [
            shown.index(word)
            for word in (grouped(another.code), grouped(unknown), grouped(issued.code), "Amina")
        ]
        assert places == sorted(places)
        assert shown.count('status--problem">Unknown') == 2
        assert 'status--problem">Revoked' in shown
        assert 'status--done">Genuine and valid' in shown
        assert "HYPERLINK" not in shown.split("<form")[1].split("</section>")[-1]

    def test_a_revoked_one_shows_no_name(self, client, another, viktor, now):
        revoke(award=another, reason="error", note="x", by=viktor, now=now)
        assert "HYPERLINK" not in text(ask(client, another.code))

    def test_unknown_and_never_issued_answer_alike_C10(self, client, approved):
        unknown = new_code()
        shown = text(ask(client, unknown, approved.code))
        assert shown.count('status--problem">Unknown') == 2
        assert "Amina" not in shown
        assert f"/verify/{approved.code}/" not in shown

    def test_no_more_of_a_person_than_the_statement_C08(self, client, issued, amina):
        shown = text(ask(client, issued.code))
        for private in (amina.email, str(amina.uid), str(issued.uid)):
            assert private not in shown

    def test_a_hundred_cost_what_one_costs(self, client, issued, django_assert_num_queries):
        for count in (1, 99):
            codes = [issued.code, *(new_code() for _ in range(count))]
            with django_assert_num_queries(1):
                assert ask(client, *codes).status_code == 200

    def test_it_is_kept_from_search_engines(self, client, issued):
        assert "noindex" in ask(client, issued.code)["X-Robots-Tag"]


class TestFile:
    def test_the_same_as_a_file(self, client, issued):
        rows = rows_of(ask(client, issued.code, "nonsense", csv="1"))
        assert rows[0]["Code"] == grouped(issued.code)
        assert rows[0]["Answer"] == "Genuine and valid"
        assert rows[0]["Name"] == "أمينة الخطيب"
        assert rows[0]["Awarded on"] == "2 March 2026"
        assert (rows[1]["Code"], rows[1]["Answer"]) == ("nonsense", "Unknown")

    def test_no_cell_is_a_formula_I08(self, client, another):
        rows = rows_of(ask(client, another.code, "=1+1", csv="1"))
        assert rows[0]["Name"].startswith("'=HYPERLINK")
        assert rows[1]["Code"] == "'=1+1"


class TestRefusals:
    def test_a_list_too_long_is_refused_and_stays_in_the_field(self, client):
        codes = [new_code() for _ in range(101)]
        response = ask(client, *codes)
        assert response.status_code == 400
        assert "This list has 101 codes" in text(response)
        assert codes[100] in text(response)

    @pytest.mark.parametrize("pasted", ["", " \n, ;"])
    def test_an_empty_list_is_told(self, client, pasted):
        response = client.post("/verify/list/", {"codes": pasted})
        assert response.status_code == 400
        assert "field__errors" in text(response)

    def test_markup_is_text(self, client):
        shown = text(ask(client, "<script>alert(1)</script>"))
        assert "<script>alert" not in shown

    def test_too_many_lists_wait(self, client, settings):
        settings.VERIFICATIONS_A_MINUTE = 10
        codes = [ask(client, new_code()).status_code for _ in range(4)]
        assert codes == [200, 200, 429, 429]
        assert client.get("/verify/list/").status_code == 200

    def test_the_page_of_single_codes_leads_there(self, client):
        assert 'href="/verify/list/"' in text(client.get("/verify/"))
