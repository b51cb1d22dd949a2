"""What the key file and the vault say of a change of keys; asked before each of its steps."""

from services.citizen_history.domain.vault_key_change import BeginVaultKeyChange, Facts
from services.citizen_history.vault.rekeying import Rekeying
from shared.casework.declare import Collected, Desk, Loaded
from shared.eventlog.command import Command


def case_of_key_set(command: BeginVaultKeyChange) -> str:
    """Name a change by the pair it leads to: there is one for each."""
    return command.key_set


def collect_key_change(
    desk: Desk, case_id: str, _loaded: Loaded, _command: Command | None
) -> Collected[Facts]:
    """Look whether this service has the new pair, and what still stands by another one."""
    rekeying: Rekeying = desk.resources["rekeying"]
    standing = rekeying.standing()
    rows = standing.pop(case_id, 0)
    return Collected(
        facts=Facts(
            in_file=case_id in rekeying.in_file(),
            in_use=rekeying.in_use() == case_id,
            rows=rows,
            left=sum(standing.values()),
        )
    )
