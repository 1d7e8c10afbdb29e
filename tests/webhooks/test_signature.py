"""Our check of Twilio's signature against Twilio's own library, and against Twilio's own example."""

from hypothesis import given
from hypothesis import strategies as st
from twilio.request_validator import RequestValidator
from werkzeug.datastructures import MultiDict

from webhooks.signature import is_signed, sign

TOKEN = "12345"
URL = "https://example.com/myapp.php?foo=1&bar=2"
FORM = {
    "Digits": "1234",
    "To": "+18005551212",
    "From": "+14158675310",
    "Caller": "+14158675310",
    "CallSid": "CA1234567890ABCDE",
}
OFFICIAL = "L/OH5YylLD5NRKLltdqwSvS0BnU="
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
FORMS = st.lists(st.tuples(TEXTS, TEXTS), max_size=8).map(MultiDict)
URLS = st.builds("https://dialer.example/webhooks/twilio/{}?call_id={}".format, TEXTS, st.integers(0, 2**60))


def test_the_official_example() -> None:
    assert sign(URL, MultiDict(FORM), TOKEN) == OFFICIAL
    assert is_signed(URL, MultiDict(FORM), OFFICIAL, [TOKEN])


@given(URLS, FORMS, st.text(min_size=1, max_size=40))
def test_both_sign_alike(url: str, form: MultiDict[str, str], token: str) -> None:
    assert sign(url, form, token) == RequestValidator(token).compute_signature(url, form)


@given(URLS, FORMS, st.text(st.characters(max_codepoint=255), max_size=40))
def test_both_accept_and_refuse_alike(url: str, form: MultiDict[str, str], signature: str) -> None:
    theirs = RequestValidator(TOKEN)
    genuine = theirs.compute_signature(url, form)
    assert is_signed(url, form, genuine, [TOKEN])
    assert is_signed(url, form, signature, [TOKEN]) == theirs.validate(url, form, signature)


@given(URLS, FORMS, TEXTS, TEXTS)
def test_one_more_field_breaks_it(url: str, form: MultiDict[str, str], name: str, value: str) -> None:
    genuine = sign(url, form, TOKEN)
    changed = MultiDict([*form.items(multi=True), (name, value)])
    assert is_signed(url, changed, genuine, [TOKEN]) == (sign(url, changed, TOKEN) == genuine)


def test_while_a_token_is_rotated_both_sign() -> None:
    assert is_signed(URL, MultiDict(FORM), OFFICIAL, ["new", TOKEN])
    assert not is_signed(URL, MultiDict(FORM), OFFICIAL, ["new", "newer"])
    assert not is_signed(URL, MultiDict(FORM), OFFICIAL, [])
