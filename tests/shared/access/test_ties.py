"""Who has a tie with whom is known to nobody without the key, and asked of the log seldom."""

from datetime import date
from uuid import UUID, uuid4

from shared.access.key import AccessKey
from shared.access.ties import FRESH_SECONDS, TieBook, TieRow
from shared.actor import Actor
from shared.casework.persons import Persons

KEY, DAY = AccessKey(None), date(2011, 6, 15)
BO, MAJA = Actor(id="bo"), Actor(id="maja")
HIS, HERS = uuid4(), uuid4()


class Log:
    """The rows of the view, and how often they were asked for."""

    def __init__(self, *rows: TieRow) -> None:
        self.rows, self.asked, self.time = list(rows), 0, 0.0

    def read(self) -> list[TieRow]:
        self.asked += 1
        return self.rows

    def book(self) -> TieBook:
        return TieBook(KEY, self.read, now=lambda: self.time)


def row(worker: str, citizen: UUID, until: date | None = None) -> TieRow:
    return TieRow(KEY.tie(worker, citizen), KEY.holder(worker), DAY, until)


def alone(_citizens: object) -> Persons:
    return Persons()


def test_a_tie_is_between_two_and_nobody_else() -> None:
    book = Log(row("bo", HIS)).book()
    assert book.tied(BO, (HIS, HERS), alone) == {HIS}
    assert book.tied(MAJA, (HIS, HERS), alone) == frozenset()


def test_a_tie_that_ended_and_the_mark_of_a_colleague_stop_nobody() -> None:
    mark = TieRow(KEY.colleague(HIS), None, DAY, None)
    assert Log(row("bo", HIS, until=DAY), mark).book().tied(BO, (HIS,), alone) == frozenset()


def test_a_tie_is_with_a_person_under_whichever_id() -> None:
    book = Log(row("bo", HIS)).book()
    merged = Persons(leads=((HIS, HERS),))
    assert book.tied(BO, (HERS,), lambda _: merged) == {HERS}


def test_a_policy_that_reacts_to_somebody_has_no_ties() -> None:
    machine = Actor(id="bo", kind="machine")
    assert Log(row("bo", HIS)).book().tied(machine, (HIS,), alone) == frozenset()


def test_who_has_no_ties_costs_no_question_about_persons() -> None:
    def never(_citizens: object) -> Persons:
        raise AssertionError

    book = Log(row("bo", HIS)).book()
    assert book.tied(MAJA, (HIS,), never) == frozenset()
    assert book.tied(BO, (), never) == frozenset()


def test_a_new_tie_holds_within_two_seconds() -> None:
    log = Log()
    book = log.book()
    assert book.tied(BO, (HIS,), alone) == frozenset()
    log.rows.append(row("bo", HIS))
    log.time = FRESH_SECONDS
    assert (book.tied(BO, (HIS,), alone), log.asked) == (frozenset(), 1)
    log.time = FRESH_SECONDS + 0.1
    assert (book.tied(BO, (HIS,), alone), log.asked) == ({HIS}, 2)


def test_a_reference_says_nothing_without_the_key() -> None:
    other = AccessKey(None)
    assert KEY.tie("bo", HIS) == KEY.tie("bo", HIS)
    made = {KEY.tie("bo", HIS), KEY.tie("maja", HIS), KEY.tie("bo", HERS), KEY.holder("bo")}
    made |= {KEY.colleague(HIS), other.tie("bo", HIS), other.holder("bo"), other.colleague(HIS)}
    assert len(made) == 8
