"""The written client: it has a method for everything, type-checks itself by running, and works."""

import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Annotated, Any, Literal
from uuid import UUID

import httpx
import msgspec
import pytest
from msgspec import Meta, Struct

from shared.casework.declare import Act
from shared.eventlog.command import Command
from shared.http.client import Client
from shared.http.client_types import Types
from shared.http.client_writer import write_client
from shared.http.endpoints import endpoints
from shared.privacy.personal import ContactData
from tests.shared.http.sample import CITIZEN, DEADLINES, PLANS, SERVICE

SOURCE = write_client(SERVICE, (DEADLINES,))


@pytest.fixture(scope="module")
def written() -> dict[str, Any]:
    # msgspec looks a struct's types up in its module, so the text becomes a module.
    module = ModuleType("written_client")
    sys.modules[module.__name__] = module
    exec(compile(SOURCE, "client.py", "exec"), module.__dict__)  # noqa: S102 - our own text
    return vars(module)


@pytest.fixture
def anna(written: dict[str, Any], app: Any, issuer: Any) -> Any:
    token = issuer.issue("anna", ["counsellor"], "jobcenter")
    transport = httpx.WSGITransport(app=app)
    return written["SampleClient"]("http://sample.test", token, transport=transport)


def test_there_is_a_method_for_everything_but_the_feed(written: dict[str, Any]) -> None:
    client = written["SampleClient"]
    assert issubclass(client, Client)
    wanted = {each.name for each in endpoints(SERVICE, (DEADLINES,))} - {"read_feed"}
    assert wanted == {name for name in vars(client) if not name.startswith("_")}


def test_a_story_is_told_through_it(written: dict[str, Any], anna: Any) -> None:
    done = anna.open_plan(written["OpenPlan"](citizen=CITIZEN, title="Job på lager", hours=20))
    shown = anna.show_plan(done.case_id)
    assert (shown.version, shown.state["title"]) == (1, "Job på lager")
    assert shown.may["close_plan"].allowed
    close = written["ClosePlan"](reason="i job", on=date(2011, 6, 1))
    assert anna.close_plan(done.case_id, close, if_match=1).version == 2
    facts = anna.history_of_plan(done.case_id)
    assert [each.tag for each in facts] == ["sample.plan_opened", "sample.plan_closed"]
    assert facts[0].effective_on == date(2011, 6, 14)
    listed = anna.list_plan(written["CaseFilter"](open=False))
    assert [each.case_id for each in listed.items] == [done.case_id]
    (found,) = anna.ask_plans_of_citizen(written["PlansOf"](citizen=CITIZEN, kinds=("a",)))
    assert (found.citizen, found.kinds) == (CITIZEN, ("a",))
    assert anna.ask_find_plans(written["FindPlans"](words="lager")) == ["anna", "lager"]
    assert anna.ask_deadlines(written["Dated"](overdue=True)) == ["overdue"]


def test_the_source_is_the_same_every_time_and_imports_little() -> None:
    assert write_client(SERVICE, (DEADLINES,)) == SOURCE
    imports = {line.split()[1] for line in SOURCE.splitlines() if line.startswith("from ")}
    assert imports == {
        "__future__",
        "datetime",
        "decimal",
        "typing",
        "uuid",
        "msgspec",
        "shared.http.client",
    }


@pytest.mark.nightly
def test_the_source_type_checks(tmp_path: Path) -> None:
    path = tmp_path / "written_client.py"
    path.write_text(SOURCE, encoding="utf-8")
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--follow-imports=silent", str(path)],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


class Inner(Struct, frozen=True, tag_field="kind", tag="inner"):
    day: date


class Outer(Struct, frozen=True):
    """What a client may meet."""

    name: ContactData[str]
    from_: date = msgspec.field(name="from")
    parts: tuple[Inner, ...] = ()
    table: dict[str, list[UUID]] = {}
    choice: Literal["a", "b"] | None = None
    limit: Annotated[int, Meta(ge=1)] = 5
    first: Inner = Inner(date(2011, 1, 1))
    until: date | None = msgspec.field(default=None, name="to")


def test_types_are_written_with_all_they_are_made_of() -> None:
    types = Types()
    assert types.name(list[Outer]) == "list[Outer]"
    erased, inner, outer = types.written
    assert erased.startswith("class Erased(")
    assert "tag_field='kind', tag='inner'" in inner
    for line in (
        "name: str | Erased\n",
        "from_: date = field(name='from')\n",
        "parts: tuple[Inner, ...] = ()\n",
        "table: dict[str, list[UUID]] | UnsetType = UNSET\n",
        "choice: Literal['a', 'b'] | None = None\n",
        "limit: int = 5\n",
        "first: Inner | UnsetType = UNSET\n",
        "until: date | None = field(default=None, name='to')\n",
    ):
        assert f"    {line}" in outer


def test_a_type_that_cannot_be_written_is_said() -> None:
    with pytest.raises(TypeError, match="cannot be written"):
        Types().name(complex)


class Close(Command, frozen=True):
    """Its method would hide the client's own."""


def test_an_order_may_not_hide_a_method_of_every_client() -> None:
    case = replace(PLANS, commands=(Act(command=Close, verb="close"),))
    with pytest.raises(ValueError, match="may not be called `close`"):
        write_client(replace(SERVICE, cases=(case,)))
