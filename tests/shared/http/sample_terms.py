"""The roles of the sample service, in the words of the house."""

from typing import Final

import msgspec

from shared.access.terms import Role, house_terms

TERMS: Final = msgspec.structs.replace(
    house_terms(),
    roles={
        name: Role(("municipal",), ("employment_effort", "supervision"))
        for name in ("counsellor", "reader", "supplier")
    },
)
