"""What a service process must be told before it can work."""

from pathlib import Path

from msgspec import Struct


class Settings(Struct, frozen=True, kw_only=True):
    """Where the database, the broker, the tokens' keys and the service's doors are.

    Without a broker the services hear each other through the database (embedded mode).
    `login_levels` are the ways of logging in (`acr`) that are strong enough; none means any.
    `checkpoints` is the folder for signed checkpoints: best on a disk that is not the database's.
    """

    database_url: str
    data: Path
    checkpoints: Path | None = None
    host: str = "127.0.0.1"
    port: int = 0
    ops_port: int = 0
    broker_url: str | None = None
    issuer: str = "urn:jobcenter:demo-issuer"
    jwks_url: str | None = None
    login_levels: tuple[str, ...] = ()

    @property
    def checkpoint_folder(self) -> Path:
        """Return where the signed checkpoints are kept."""
        return self.checkpoints or self.data / "checkpoints"

    @property
    def checkpoint_keys(self) -> Path:
        """Return where the keys lie that sign them."""
        return self.data / "checkpoint-keys"


FIRST_PORT = 8101
FIRST_OPS_PORT = 9101
SERVICES = (
    "visitation",
    "company_contact",
    "offers",
    "benefit_service",
    "sickpay",
    "citizen_history",
)
"""The services in the order of their ports: 8101 and 9101 are the first one's."""
