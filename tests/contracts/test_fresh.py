"""Generated files say what the code says."""

import copy
from pathlib import Path

import msgspec
import pytest
import typer
import yaml
from jsonschema_rs import Draft202012Validator
from typer.testing import CliRunner

from jobcenter.commands.generate import command
from jobcenter.generate import files, golden, orders_table, released, story_page
from jobcenter.generate.facts import PLUMBING, told
from jobcenter.generate.rooms import Room, rooms
from jobcenter.scenario.story import Story
from jobcenter.trouble import PlainError
from shared.eventlog.event import tag_of
from tests.architecture.declared import SERVICES
from tests.architecture.declared import files as files_under


@pytest.fixture(scope="module")
def wanted() -> dict[str, str]:
    return files.generated()


@pytest.fixture
def elsewhere(tmp_path: Path, wanted: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the generated files that a test may spoil."""
    for path, text in wanted.items():
        place = tmp_path / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    monkeypatch.setattr(files, "REPOSITORY", tmp_path)
    monkeypatch.setattr(files, "generated", lambda: copy.copy(wanted))
    return tmp_path


def generate(*options: str) -> tuple[int, str]:
    app = typer.Typer()
    app.command()(command)
    ran = CliRunner().invoke(app, list(options))
    return ran.exit_code, ran.output


def test_every_generated_file_is_fresh() -> None:
    assert files.stale() == [], "run `make generate`"


def test_a_fresh_tree_is_fresh(elsewhere: Path) -> None:
    assert generate("--check") == (0, "")


def test_what_is_stale_is_named_and_written_anew(elsewhere: Path, wanted: dict[str, str]) -> None:
    old = elsewhere / "docs/reference/codes.md"
    old.write_text("old", encoding="utf-8")
    gone = elsewhere / "services/offers/client.py"
    gone.unlink()
    nobody = elsewhere / "services/offers/api/events/offers.never_was.json"
    nobody.write_text("{}", encoding="utf-8")
    named = [old, nobody, gone]
    code, text = generate("--check")
    assert code == 1
    stale = [line.partition(": ")[2] for line in text.splitlines() if line.startswith("stale")]
    assert stale == [path.relative_to(elsewhere).as_posix() for path in named]
    assert old.read_text("utf-8") == "old"
    assert generate() == (
        0,
        "".join(f"wrote {path}\n" for path in stale) + "3 files changed\n",
    )
    assert generate("--check") == (0, "")
    assert not nobody.exists()
    assert old.read_text("utf-8") == wanted["docs/reference/codes.md"]


def test_the_same_code_gives_the_same_bytes(wanted: dict[str, str]) -> None:
    assert files.generated() == wanted


def test_every_service_has_each_of_its_files(wanted: dict[str, str]) -> None:
    for room in rooms():
        home = f"services/{room.service.name}"
        for name in ("api/openapi.yaml", "api/asyncapi.yaml", "client.py", "README.md"):
            assert wanted[f"{home}/{name}"]
        for event in told(room.service):
            assert f"{home}/api/events/{tag_of(event)}.json" in wanted
    assert {room.service.name for room in rooms()} == set(SERVICES)


def test_each_schema_takes_its_own_example(wanted: dict[str, str]) -> None:
    facts = golden.every_fact()
    for path, text in wanted.items():
        if not (path.endswith(".json") and "/events/" in path):
            continue
        schema = msgspec.json.decode(text)
        event = facts[Path(path).stem]
        example = msgspec.json.decode(golden.state_of(event))["event"]
        shape = Draft202012Validator(schema)  # refuses what is no schema
        assert shape.is_valid(example), path
        assert not shape.is_valid({"event": "another"}), path


def test_the_story_on_the_page_is_a_story(wanted: dict[str, str]) -> None:
    text = wanted["docs/reference/scenario-format.md"]
    assert story_page.EXAMPLE in text
    plain = yaml.load(story_page.EXAMPLE, yaml.BaseLoader)  # noqa: S506 - builds text only
    story = msgspec.convert(plain, Story, strict=False)
    assert len(story.steps) == 5
    schema = msgspec.json.decode(wanted["docs/reference/scenario.schema.json"])
    again = msgspec.json.decode(msgspec.json.encode(story))
    assert not list(Draft202012Validator(schema).iter_errors(again))


def test_every_story_of_ours_has_the_form_the_schema_asks_for(wanted: dict[str, str]) -> None:
    schema = Draft202012Validator(
        msgspec.json.decode(wanted["docs/reference/scenario.schema.json"])
    )
    stories = list(files_under(".yaml", under=files.REPOSITORY / "tests" / "journeys"))
    assert stories
    for path in stories:
        plain = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - builds text only
        story = msgspec.json.encode(msgspec.convert(plain, Story, strict=False))
        assert not list(schema.iter_errors(msgspec.json.decode(story))), path.name


def test_the_catalogue_names_every_fact_with_its_listeners(wanted: dict[str, str]) -> None:
    page = wanted["docs/reference/events.md"]
    for room in rooms():
        assert all(f"### {tag_of(each)}\n" in page for each in told(room.service))
    assert all(f"### {tag_of(each)}\n" in page for each in PLUMBING)
    about = page.partition("### offers.no_show_reported\n")[2].partition("\n### ")[0]
    assert "`benefit_service`" in about
    assert "| `hearing_served_on_site` | yes/no |  |" in about


def test_a_page_of_rules_and_codes_leaves_none_out(wanted: dict[str, str]) -> None:
    rules, codes = wanted["docs/reference/rules.md"], wanted["docs/reference/codes.md"]
    for room in rooms():
        assert all(f"| `{rule.key}` |" in rules for rule in room.rules)
        assert all(f"| `{code}`" in codes for code in room.own_codes)


def offers() -> Room:
    return next(room for room in rooms() if room.service.name == "offers")


def test_only_the_marked_part_of_a_readme_is_written() -> None:
    before = f"# offers\n\nOurs.\n\n{orders_table.BEGIN}\nold\n{orders_table.END}\n\nAlso ours.\n"
    after = orders_table.put_into(before, offers())
    assert after.startswith(f"# offers\n\nOurs.\n\n{orders_table.BEGIN}\n")
    assert after.endswith(f"{orders_table.END}\n\nAlso ours.\n")
    assert "| `give_offer` | `POST /offer-placements` | `offer_given` |" in after
    assert "old" not in after.partition(orders_table.BEGIN)[2].split("\n")
    assert orders_table.put_into(after, offers()) == after


def test_a_readme_without_the_marks_gets_them_at_its_end() -> None:
    after = orders_table.put_into("# offers\n\nOurs.\n", offers())
    assert after.startswith(f"# offers\n\nOurs.\n\n{orders_table.BEGIN}\n")
    assert orders_table.put_into(after, offers()) == after
    with pytest.raises(ValueError, match="does not end it"):
        orders_table.put_into(f"x {orders_table.BEGIN} y", offers())


def test_a_release_writes_what_is_told_today_and_refuses_what_breaks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(released, "FOLDER", tmp_path / "released")
    monkeypatch.setattr(released, "REPOSITORY", tmp_path)
    assert len(released.write()) == len(SERVICES) + 1
    assert released.write() == []
    path = tmp_path / "released" / "offers.json"
    path.write_text(path.read_text("utf-8").replace("starts_on", "began_on"), encoding="utf-8")
    with pytest.raises(PlainError, match=r"offers\.offer_given"):
        released.write()
