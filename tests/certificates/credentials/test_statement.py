"""Facts about what a credential says: the frozen facts, in the words of Open Badges 3.0."""

from __future__ import annotations

import json
import uuid

import pytest
from jsonschema import Draft201909Validator, FormatChecker

from certificates.credentials.canonical import canonical_form
from certificates.credentials.forms import credential_json, status_list_json
from certificates.credentials.proofs import is_proven
from certificates.credentials.statement import statement_of
from certificates.models import Award
from tests.certificates.credentials.graphs import by_pyld
from tests.certificates.credentials.vector import names, text_of

pytestmark = pytest.mark.django_db


def valid(credential: dict) -> bool:
    schema = json.loads(text_of("ob_v3p0_achievementcredential_schema.json"))
    checker = Draft201909Validator(schema, format_checker=FormatChecker())
    return not [error.message for error in checker.iter_errors(credential)]


def test_it_is_valid_by_the_published_schema(credential, issued, now):
    assert valid(credential)
    assert valid(json.loads(credential_json(issued, named=False, now=now)))


def test_the_schema_would_say_if_it_were_not(credential):
    assert not valid({**credential, "proof": credential["proof"][0]})
    assert not valid({key: value for key, value in credential.items() if key != "validFrom"})


def test_it_says_what_the_certificate_says(credential, issued):
    subject = credential["credentialSubject"]
    assert credential["id"] == f"https://learn.example.org/credentials/{issued.code}.json"
    assert credential["issuer"] == {
        "id": "did:web:learn.example.org",
        "type": ["Profile"],
        "name": "The Institute",
        "url": "https://learn.example.org",
    }
    assert [row["identityHash"] for row in subject["identifier"]] == [
        "أمينة الخطيب",
        "Amina El Khatib",
    ]
    assert subject["achievement"]["name"] == issued.facts["programme"]["titles"]["en"]
    assert credential["validFrom"] == "2026-03-02T09:00:00Z"
    assert "validUntil" not in credential


def test_without_the_name_nothing_says_who_it_is(issued, now):
    said = credential_json(issued, named=False, now=now)
    for private in ("أمينة", "Amina", "amina", "@example.org", str(issued.uid)):
        assert private not in said
    assert "identifier" not in json.loads(said)["credentialSubject"]


def test_even_with_the_name_there_is_no_address_and_no_number(credential, issued):
    said = json.dumps(credential, ensure_ascii=False)
    user = issued.enrolment.user
    for private in (user.email, str(user.uid), str(issued.enrolment.uid), "emailAddress"):
        assert private not in said


def test_a_later_change_of_name_or_title_changes_nothing(credential, issued, now):
    issued.enrolment.user.name = "Somebody Else"
    issued.enrolment.user.save()
    issued.programme.titles = {"en": "Another"}
    issued.programme.save()
    again = Award.objects.get(pk=issued.pk)
    assert json.loads(credential_json(again, named=True, now=now)) == credential


def test_one_that_expires_says_until_when(issued):
    issued.facts["expires_on"] = "2028-02-29"
    assert statement_of(issued, named=True)["validUntil"] == "2028-03-01T12:00:00Z"


def test_a_name_that_is_latin_already_stands_once(issued):
    issued.facts |= {"name": "Amina El Khatib"}
    identifier = statement_of(issued, named=True)["credentialSubject"]["identifier"]
    assert len(identifier) == 1


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
@pytest.mark.parametrize("kind", ["completion", "participation"])
def test_in_every_language_it_is_valid_and_proven(issued, now, language, kind):
    issued.facts |= {"languages": [language], "name_language": language, "kind": kind}
    credential = json.loads(credential_json(issued, named=True, now=now))
    assert credential["credentialSubject"]["achievement"]["inLanguage"] == language
    assert valid(credential)
    assert is_proven(credential)


def test_completion_and_participation_are_two_achievements(issued):
    other = statement_of(issued, named=True)["credentialSubject"]["achievement"]["id"]
    issued.facts["kind"] = "participation"
    own = statement_of(issued, named=True)["credentialSubject"]["achievement"]["id"]
    assert own != other
    assert uuid.UUID(own).version == 5


@pytest.mark.parametrize("name", names())
def test_every_script_is_signed_as_others_read_it(issued, now, name):
    issued.facts["name"] = name
    credential = json.loads(credential_json(issued, named=True, now=now))
    assert canonical_form(credential) == by_pyld(credential)
    assert is_proven(credential)


def test_the_same_bytes_every_time(issued, now):
    assert credential_json(issued, named=True, now=now) == credential_json(
        issued, named=True, now=now
    )
    assert status_list_json(1, now) == status_list_json(1, now)


def test_an_award_that_was_not_issued_has_none(issued):
    issued.issued_at = None
    with pytest.raises(ValueError, match="not issued"):
        statement_of(issued, named=True)
