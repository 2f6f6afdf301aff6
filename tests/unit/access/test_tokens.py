"""A token is accepted only whole: signature, issuer, audience, time, claims; keys may rotate."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from jwt.algorithms import ECAlgorithm

from quipu.api.access.jwks import FRESH_SECONDS, RETRY_SECONDS, IssuerKeys, checked_address
from quipu.api.access.principal import Role, Unauthenticated
from quipu.api.access.tokens import Reading, TokenCheck, principal_from
from quipu.schema.errors import Forbidden, Invalid, Unavailable
from quipu.schema.identity import Scope
from quipu.schema.knowledge import Trust

ISSUER = "https://id.example"
READING = Reading("tenant", "role", "", Trust.ASSERTED)
PLACES = {
    "issuer": ISSUER,
    "jwks_uri": "https://id.example/keys",
}


class Issuer:
    """An issuer of tokens with one signing key at a time; counts how often it is asked."""

    def __init__(self) -> None:
        self.asked = 0
        self.is_away = False
        self.rotate("first")

    def rotate(self, key_id: str) -> None:
        self.key_id = key_id
        self.key = ec.generate_private_key(ec.SECP256R1())

    def fetch(self, address: str) -> Mapping[str, object]:
        if self.is_away:
            raise Unavailable("the issuer did not answer")
        if address.endswith("openid-configuration"):
            return PLACES
        self.asked += 1
        public: dict[str, Any] = ECAlgorithm.to_jwk(self.key.public_key(), as_dict=True)
        return {"keys": [{**public, "kid": self.key_id, "alg": "ES256", "use": "sig"}]}

    def token(self, *, algorithm: str = "ES256", without: str = "", **claims: object) -> str:
        now = int(time.time())
        usual = {"iss": ISSUER, "aud": "quipu", "sub": "sam", "exp": now + 300, "nbf": now}
        said = {**usual, "tenant": "acme", "role": "writer", **claims}
        said.pop(without, None)
        key: Any = self.key if algorithm == "ES256" else "secret" * 8
        return jwt.encode(
            said, None if algorithm == "none" else key, algorithm, headers={"kid": self.key_id}
        )

    def check(self) -> TokenCheck:
        keys = IssuerKeys(ISSUER, "", self.fetch)
        return TokenCheck(ISSUER, "quipu", ("ES256",), keys, READING)


@pytest.fixture
def issuer() -> Issuer:
    return Issuer()


WRONG: dict[str, dict[str, Any]] = {
    "of another issuer": {"iss": "https://evil.example"},
    "for another service": {"aud": "another service"},
    "expired": {"exp": int(time.time()) - 60},
    "not yet valid": {"nbf": int(time.time()) + 3600},
    "without an expiry": {"without": "exp"},
    "without an audience": {"without": "aud"},
    "without an issuer": {"without": "iss"},
    "without a subject": {"without": "sub"},
    "of nobody": {"sub": " "},
    "unsigned": {"algorithm": "none"},
    "signed by a shared secret": {"algorithm": "HS256"},
}


async def test_a_good_token_is_a_principal(issuer: Issuer) -> None:
    found = await issuer.check().principal(issuer.token(), 0.0)

    assert (found.subject, found.scope, found.role) == ("sam", Scope("acme"), Role.WRITER)
    assert found.trust is Trust.ASSERTED


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
async def test_a_token_with_one_thing_wrong_is_refused(
    issuer: Issuer, wrong: dict[str, Any]
) -> None:
    with pytest.raises(Unauthenticated):
        await issuer.check().principal(issuer.token(**wrong), 0.0)


async def test_a_token_signed_by_somebody_else_is_refused(issuer: Issuer) -> None:
    forger = Issuer()

    with pytest.raises(Unauthenticated):
        await issuer.check().principal(forger.token(), 0.0)


@pytest.mark.parametrize("text", ["", "a", "a.b.c", "a" * 20_000, "é.é.é", "\ud800.b.c"])
async def test_what_is_no_token_is_refused(issuer: Issuer, text: str) -> None:
    with pytest.raises(Unauthenticated):
        await issuer.check().principal(text, 0.0)


async def test_keys_are_asked_for_once_and_again_when_they_rotate(issuer: Issuer) -> None:
    check = issuer.check()
    for _ in range(3):
        await check.principal(issuer.token(), 0.0)
    assert issuer.asked == 1

    issuer.rotate("second")
    found = await check.principal(issuer.token(), RETRY_SECONDS)

    assert (found.subject, issuer.asked) == ("sam", 2)


async def test_unknown_key_ids_do_not_flood_the_issuer(issuer: Issuer) -> None:
    check, stranger = issuer.check(), Issuer()
    await check.principal(issuer.token(), 0.0)

    for number in range(5):
        stranger.key_id = f"made up {number}"
        with pytest.raises(Unauthenticated, match="issuer has not"):
            await check.principal(stranger.token(), 1.0 + number)

    assert issuer.asked == 1


async def test_a_withdrawn_key_is_forgotten(issuer: Issuer) -> None:
    check, old = issuer.check(), issuer.token()
    await check.principal(old, 0.0)
    issuer.rotate("second")

    with pytest.raises(Unauthenticated, match="issuer has not"):
        await check.principal(old, FRESH_SECONDS)


async def test_old_keys_serve_while_the_issuer_is_away(issuer: Issuer) -> None:
    check, token = issuer.check(), issuer.token()
    await check.principal(token, 0.0)
    issuer.is_away = True

    assert await check.principal(token, FRESH_SECONDS + 1)


async def test_an_issuer_that_never_answered_is_no_reason_to_refuse_for_good(
    issuer: Issuer,
) -> None:
    check = issuer.check()
    issuer.is_away = True
    for at in (0.0, 1.0):
        with pytest.raises(Unavailable, match="did not answer"):
            await check.principal(issuer.token(), at)
    issuer.is_away = False

    assert await check.principal(issuer.token(), RETRY_SECONDS)


@pytest.mark.parametrize(
    "claims",
    [{}, {"tenant": ""}, {"tenant": ["acme"]}, {"tenant": "a/b", "role": "reader"}],
)
def test_a_token_without_a_tenant_is_refused(claims: dict[str, object]) -> None:
    with pytest.raises(Forbidden):
        principal_from({"sub": "sam", "role": "reader", **claims}, READING)


@pytest.mark.parametrize(
    ("held", "role"),
    [("reader", Role.READER), (["reader", "admin"], Role.ADMIN), (["x", "auditor"], Role.AUDITOR)],
)
def test_the_strongest_role_counts(held: object, role: Role) -> None:
    assert principal_from({"sub": "s", "tenant": "t", "role": held}, READING).role is role


@pytest.mark.parametrize("held", [None, "", "king", [], {"role": "admin"}, [["admin"]]])
def test_a_token_without_a_role_is_refused(held: object) -> None:
    with pytest.raises(Forbidden, match="no role"):
        principal_from({"sub": "s", "tenant": "t", "role": held}, READING)


def test_a_claim_can_narrow_a_token_to_one_user() -> None:
    reading = Reading("org", "role", "sub", Trust.OBSERVED)

    found = principal_from({"sub": "sam", "org": "acme", "role": "reader"}, reading)

    assert found.scope == Scope("acme", "sam")


@pytest.mark.parametrize("address", ["http://id.example/keys", "file:///etc/passwd", "ftp://a", ""])
def test_keys_are_asked_for_over_https_only(address: str) -> None:
    with pytest.raises(Invalid, match="not https"):
        checked_address(address)
