"""Facts about NUL, which no database of ours can hold, and about what caches keep (I10, R13)."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from django.test.client import BOUNDARY, MULTIPART_CONTENT

from foundation.middleware import AddressFromProxy

pytestmark = pytest.mark.django_db


class TestNul:
    def refused(self, response):
        assert response.status_code == 400
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in response["Content-Security-Policy"]
        return True

    @pytest.mark.parametrize(
        "path", ["/verify/a%00b/", "/%00", "/static/%00.css", "/en/%00/", "/accounts/login/%00"]
    )
    def test_in_the_path(self, client, path):
        assert self.refused(client.get(path))

    @pytest.mark.parametrize("query", ["code=a%00b", "a%00b=c", "q=%2500%00"])
    def test_in_the_query(self, client, query):
        assert self.refused(client.get(f"/verify/?{query}"))

    @pytest.mark.parametrize(
        "header", ["HTTP_USER_AGENT", "HTTP_ACCEPT_LANGUAGE", "HTTP_REFERER", "HTTP_X_ANYTHING"]
    )
    @pytest.mark.parametrize("value", ["a\0b", "a%00b"])
    def test_in_a_header(self, client, header, value):
        assert self.refused(client.get("/verify/", **{header: value}))

    @pytest.mark.parametrize("name", ["sessionid", "csrftoken", "theme", "django_language", "x"])
    def test_in_a_cookie(self, client, name):
        client.cookies[name] = "a%00b"
        assert self.refused(client.get("/verify/"))

    @pytest.mark.parametrize(
        "form", [{"login": "a\0b", "password": "x"}, {"a\0b": "x"}, {"next": ["/", "\0"]}]
    )
    def test_in_a_form(self, client, form):
        assert self.refused(client.post("/accounts/login/", form))

    @pytest.mark.parametrize("form", [{"login": "a\0b"}, {"a\0b": "x"}])
    def test_in_a_form_sent_as_in_a_browser_without_files(self, client, form):
        encoded = "&".join(f"{key}={value}" for key, value in form.items()).replace("\0", "%00")
        kind = "application/x-www-form-urlencoded"
        assert self.refused(client.post("/accounts/login/", encoded, content_type=kind))

    @pytest.mark.parametrize("body", [b'{"a": "\\u0000"}', b'{"a": "\0"}'])
    @pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
    def test_in_json(self, client, method, body):
        answer = getattr(client, method)("/verify/", body, content_type="application/json")
        assert self.refused(answer)

    def test_in_the_name_of_a_file_it_never_arrives(self, client):
        file = SimpleUploadedFile("a\0b.pdf", b"x")
        assert client.post("/verify/", {"file": file}).status_code in {200, 400}

    def test_in_the_name_of_the_field_of_a_file(self, client):
        assert self.refused(client.post("/verify/", {"fi\0le": SimpleUploadedFile("a.pdf", b"x")}))

    def test_inside_a_file_it_is_a_byte_like_any_other(self, client):
        file = SimpleUploadedFile("a.pdf", b"%PDF \0\0\0")
        assert client.post("/verify/", {"file": file}).status_code == 200


class TestLimits:
    """What is too much gets an answer, and a page of its own (I12)."""

    def test_ten_thousand_fields_are_refused(self, client):
        encoded = "&".join(f"f{number}=1" for number in range(10_000))
        kind = "application/x-www-form-urlencoded"
        response = client.post("/accounts/login/", encoded, content_type=kind)
        assert response.status_code == 400
        assert "could not be understood" in response.content.decode()

    def test_a_form_of_many_megabytes_is_refused(self, client):
        kind = "application/x-www-form-urlencoded"
        body = "name=" + "x" * (3 * 1024 * 1024)
        response = client.post("/accounts/signup/", body, content_type=kind)
        assert response.status_code == 400

    def test_a_broken_multipart_form_is_refused(self, client):
        body = f"--{BOUNDARY}\r\nContent-Disposition: nonsense".encode()
        response = client.generic("POST", "/verify/", body, content_type=MULTIPART_CONTENT)
        assert response.status_code == 400

    def test_json_of_many_megabytes_is_refused(self, client):
        body = b'"' + b"x" * (3 * 1024 * 1024) + b'"'
        response = client.post("/verify/", body, content_type="application/json")
        assert response.status_code == 400

    def test_a_very_long_name_is_told(self, client):
        response = client.post(
            "/accounts/signup/",
            {"name": "<" * 1_000_000, "email": "a@example.org", "password1": "long-enough-secret"},
        )
        assert response.status_code == 200
        assert "at most 200" in str(response.context["form"].errors["name"])


class TestProxy:
    @pytest.mark.parametrize(
        ("header", "address"),
        [
            ("192.0.2.7", "192.0.2.7"),
            ("10.0.0.1, 192.0.2.7", "192.0.2.7"),
            ("anything that somebody typed,192.0.2.7", "192.0.2.7"),
            ("2001:db8::1", "2001:db8::1"),
            ("", "127.0.0.1"),
            ("192.0.2.7, unknown", "127.0.0.1"),
            ("x" * 9000, "127.0.0.1"),
        ],
    )
    def test_the_address_is_the_one_the_proxy_added(self, header, address):
        request = RequestFactory().get("/", headers={"x-forwarded-for": header})
        seen = AddressFromProxy(lambda request: request.META["REMOTE_ADDR"])
        assert seen(request) == address

    def test_without_a_proxy_the_header_is_believed_by_nobody(self, settings):
        assert "foundation.middleware.AddressFromProxy" not in settings.MIDDLEWARE


class TestCaches:
    def test_what_a_signed_in_person_sees_is_kept_by_no_cache(self, client, amina):
        client.force_login(amina)
        assert "no-store" in client.get("/verify/")["Cache-Control"]

    def test_what_everybody_sees_may_be_kept(self, client):
        assert "no-store" not in client.get("/verify/").get("Cache-Control", "")


def test_a_page_tells_browsers_to_run_nothing_foreign_H01(client):
    response = client.get("/verify/")
    policy = response["Content-Security-Policy"]
    for rule in ("default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors"):
        assert rule in policy
    assert "unsafe" not in policy
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
