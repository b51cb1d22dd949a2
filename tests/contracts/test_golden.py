"""Every shape a fact ever had stays readable: the log is never rewritten."""

import re
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
import pytest
from msgspec import Struct

from jobcenter.generate import golden
from jobcenter.generate.facts import PLUMBING, heard, told
from jobcenter.generate.rooms import rooms
from jobcenter.trouble import PlainError
from shared.casework.casebook import own_codec
from shared.eventlog.codec import Codec, Unread
from shared.eventlog.envelope import Recorded
from shared.eventlog.event import Event, tag_of
from shared.eventlog.row import Row

KEPT = sorted(golden.FOLDER.glob("*.json"))


def tag_in(path: Path) -> str:
    """Return the tag of the fact whose example a file holds; the file is called after it."""
    stored = msgspec.json.decode(path.read_bytes())["event"]["event"]
    assert isinstance(stored, str)
    assert re.fullmatch(rf"{re.escape(stored)}(\.\d+)?\.json", path.name)
    return stored


def row_of(path: Path) -> Row:
    """Return the stored row an example stands for."""
    state = path.read_bytes()
    meta = msgspec.json.decode(state)["meta"]
    return Row(
        position=1,
        epoch=1,
        previous=0,
        event_id=UUID(meta["event_id"]),
        stream="case-1",
        version=1,
        tag=tag_in(path),
        subjects=(),
        effective_on=date.fromisoformat(meta["effective_on"]),
        recorded_at=datetime.fromisoformat(meta["occurred_at"]),
        state=state,
        previous_hash=b"",
    )


@cache
def codecs() -> dict[str, Codec]:
    """Return for each tag the codec of a service that keeps such facts."""
    found: dict[str, Codec] = {}
    for room in rooms():
        codec = own_codec(room.service)
        found |= dict.fromkeys((tag_of(each) for each in (*told(room.service), *PLUMBING)), codec)
    return found


def lost(was: Any, now: Any, at: str = "") -> list[str]:
    """Return what stood in a stored fact and stands no more after reading and writing it."""
    match was, now:
        case dict(), dict():
            return [
                each
                for name, inner in was.items()
                for each in (
                    lost(inner, now[name], f"{at}.{name}") if name in now else [f"{at}.{name}"]
                )
            ]
        case list(), list() if len(was) == len(now):
            pairs = zip(was, now, strict=True)
            return [
                each
                for nth, (one, other) in enumerate(pairs)
                for each in lost(one, other, f"{at}[{nth}]")
            ]
        case _:
            return [] if was == now else [f"{at}: {was!r} became {now!r}"]


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.name.removesuffix(".json"))
def test_a_stored_fact_of_any_age_is_read_and_written_without_loss(path: Path) -> None:
    codec = codecs()[tag_in(path)]
    read: Recorded[Any] = codec.read("somewhere", row_of(path))
    assert not isinstance(read.event, Unread)
    again = codec.encode(read.event, read.meta)
    assert lost(msgspec.json.decode(path.read_bytes()), msgspec.json.decode(again)) == []


def test_an_example_of_every_fact_as_it_is_today_is_kept() -> None:
    assert sorted(golden.missing()) == [], "run `python -m jobcenter generate --golden`"


def test_no_released_example_was_changed_or_taken_away() -> None:
    """Seen red: whoever narrowed a fact could narrow its old example with it."""
    assert (golden.FOLDER / golden.SEAL).exists()
    assert golden.tampered() == []


def test_no_example_is_kept_of_what_never_was() -> None:
    assert {tag_in(path) for path in KEPT} <= set(golden.every_fact())


@pytest.mark.parametrize("room", rooms(), ids=lambda room: room.service.name)
def test_a_service_reads_every_age_of_the_facts_it_hears(room: Any) -> None:
    codec = Codec(room.service.messages)
    for event in heard(room.service):
        for path in golden.kept(tag_of(event)):
            read: Recorded[Any] = codec.read("somewhere", row_of(path))
            assert type(read.event) is event, path.name


def test_a_lost_or_changed_field_would_be_found() -> None:
    was = {"event": {"a": 1, "b": [{"c": None}]}}
    assert lost(was, was) == []
    assert lost(was, {"event": {"a": 1, "b": [{"c": None, "new": 2}], "d": 4}}) == []
    assert lost(was, {"event": {"a": 2, "b": [{}]}}) == [".event.a: 1 became 2", ".event.b[0].c"]


# -- keeping -------------------------------------------------------------------------------------


class Line(Struct, frozen=True):
    text: str


class Noted(Event, frozen=True, tag="sample.noted"):
    lines: tuple[Line, ...]


class LongerLine(Struct, frozen=True):
    text: str
    more: str = ""


class NotedMore(Event, frozen=True, tag="sample.noted"):
    lines: tuple[LongerLine, ...]


def test_a_new_shape_gets_a_file_of_its_own_and_old_ones_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(golden, "REPOSITORY", tmp_path)
    monkeypatch.setattr(golden, "FOLDER", tmp_path / "golden")
    monkeypatch.setattr(golden, "every_fact", lambda: {"sample.noted": Noted})
    assert golden.write() == ["golden/sample.noted.json"]
    first = (tmp_path / "golden/sample.noted.json").read_bytes()
    assert golden.write() == []
    monkeypatch.setattr(golden, "every_fact", lambda: {"sample.noted": NotedMore})
    assert list(golden.missing()) == ["sample.noted"]
    assert golden.write() == ["golden/sample.noted.2.json"]
    assert golden.write() == []
    assert (tmp_path / "golden/sample.noted.json").read_bytes() == first
    assert [path.name for path in golden.kept("sample.noted")] == [
        "sample.noted.json",
        "sample.noted.2.json",
    ]


def test_a_released_example_that_is_changed_or_gone_is_named_and_never_released_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(golden, "REPOSITORY", tmp_path)
    monkeypatch.setattr(golden, "FOLDER", tmp_path)
    for name in ("a.told", "b.told"):
        (tmp_path / f"{name}.json").write_text("{}")
    assert golden.seal() == [golden.SEAL]
    assert golden.seal() == []
    (tmp_path / "c.told.json").write_text("{}")
    assert golden.tampered() == []
    (tmp_path / "a.told.json").write_text('{"narrowed": 1}')
    (tmp_path / "b.told.json").unlink()
    assert golden.tampered() == ["a.told.json", "b.told.json"]
    with pytest.raises(PlainError, match=r"a\.told\.json"):
        golden.seal()
