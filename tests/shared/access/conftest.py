import pytest
from joserfc.jwk import ECKey


@pytest.fixture(scope="session")
def stranger() -> ECKey:
    """A key that is not the issuer's."""
    return ECKey.generate_key("P-256", auto_kid=True)
