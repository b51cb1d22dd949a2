import json

from tests.supply.check import LOCKS, ROOT, missing_parts, outcome, pins, verdict, write_parts


def report(*dependencies):
    return json.dumps({"dependencies": dependencies, "fixes": []})


SOUND = {"name": "sound", "version": "1.0", "vulns": []}
WEAK = {
    "name": "weak",
    "version": "2.0",
    "vulns": [{"id": "PYSEC-1", "fix_versions": ["2.1"], "aliases": [], "description": ""}],
}
SKIPPED = {"name": "skipped", "skip_reason": "Dependency not found on PyPI"}


def said(text, *, required=False):
    return outcome({"a.lock": verdict(text, 7)}, required=required)


def test_sound_libraries_pass():
    assert said(report(SOUND)) == (0, ["a.lock: no weakness is known of 1 libraries"])


def test_a_known_weakness_fails_and_names_what_mends_it():
    code, lines = said(report(SOUND, WEAK))
    assert code == 1
    assert lines == ["WEAK a.lock: weak 2.0: PYSEC-1, mended in ['2.1']"]


def test_a_service_that_is_not_reached_is_said_loudly_and_does_not_fail():
    assert said("") == (
        0,
        ["NOT CHECKED a.lock: the advisory service did not answer about 7 of 7 libraries"],
    )
    assert said("", required=True)[0] == 1


def test_libraries_that_were_skipped_are_not_taken_for_sound():
    code, lines = said(report(SOUND, SKIPPED))
    assert code == 0
    assert lines[0].startswith("NOT CHECKED a.lock: the advisory service did not answer about 1 of")
    assert said(report(SOUND, SKIPPED), required=True)[0] == 1
    assert said(report(WEAK, SKIPPED))[0] == 1


def test_every_part_of_the_image_stands_in_the_list_of_parts_with_its_hash(tmp_path):
    target = tmp_path / "parts.json"
    write_parts(target)
    text = target.read_text(encoding="utf-8")
    pinned = pins(ROOT / LOCKS[0])
    assert len(pinned) > 40
    assert missing_parts(text, pinned) == set()
    assert missing_parts(text, {**pinned, "amqp": "0.0.1"}) == {"amqp"}
    assert json.loads(text)["metadata"]["component"]["name"] == "jobcenter"
    assert "timestamp" not in json.loads(text)["metadata"], "two builds write the same"


def test_development_and_image_pin_the_same_versions():
    *run, develops = (pins(ROOT / lock) for lock in LOCKS)
    assert len(run) == 2, "the image, and what a token adds to it"
    for each in run:
        assert each
        assert each.items() <= develops.items()
