"""The persons and dates that stand in the tests; all numbers are of people born before 1900."""

from datetime import date
from uuid import UUID

from services.citizen_history.domain.citizen_identity import Facts, Number

TODAY = date(2011, 6, 15)
ANNA = UUID("5f0f9b9e-2a52-4c6f-9d55-2f2f6a4b7c11")
BENT = UUID("9a1d2a4e-6c0b-4a43-8f0e-0b4d2f6c1a22")
ANNAS_NUMBER = "211062-5629"
ANNAS_NEXT_NUMBER = "221062-5000"
BENTS_NUMBER = "811062-5629"  # a replacement number
NAME = "Anna Prøve Åsen"

FIRST = Number(UUID("11111111-1111-4111-8111-111111111111"), ANNA, "cpr", modulus_11=True)
SECOND = Number(UUID("22222222-2222-4222-8222-222222222222"), ANNA, "cpr", modulus_11=False)
BENTS = Number(UUID("33333333-3333-4333-8333-333333333333"), BENT, "replacement", modulus_11=False)
HER_NAME = UUID("44444444-4444-4444-8444-444444444444")
OTHER_NAME = UUID("55555555-5555-4555-8555-555555555555")


def told(found: Number | None = None, name: UUID | None = None) -> Facts:
    """Say what the vault found out for an order about Anna."""
    return Facts(TODAY, ANNA, found, name)
