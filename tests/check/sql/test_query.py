"""Judging queries: differences by kind, order as far as it is asked, plans, and databases of every kind."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.check.failure import Failure
from workbook.check.sql import databases
from workbook.check.sql.databases import Grid, World
from workbook.check.sql.query import agree, query, seeks
from workbook.check.sql.rows import difference

SMALL = {"flights": "flight_id | carrier | dep_delay\n1 | UA | 5\n2 | UA | 5\n3 | AA | NULL\n4 | B6 | 1"}
RIGHT = "carrier | dep_delay\nUA | 5\nUA | 5\nAA | NULL\nB6 | 1"


SCHEMA = """
CREATE TABLE flights (flight_id INTEGER PRIMARY KEY, day INTEGER, sched_at TEXT, carrier TEXT, dep_delay INTEGER);
CREATE TABLE airlines (carrier TEXT PRIMARY KEY);
CREATE INDEX flights_by_time ON flights (sched_at);
"""


@pytest.fixture(scope="module", autouse=True)
def _published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A working folder with published tables: 50 flights on each of 31 days."""
    folder = tmp_path_factory.mktemp("unit") / "data" / "flights"
    folder.mkdir(parents=True)
    (folder / "schema.sql").write_text(SCHEMA)
    (folder / "airlines.csv").write_text("carrier\nUA\nAA\n")
    rows = [
        f"{50 * day + n},{day},2013-01-{day:02d} {n // 3:02d}:{n % 3}0,{'UA' if n % 2 else 'AA'},{n}"
        for day in range(1, 32)
        for n in range(50)
    ]
    (folder / "flights.csv").write_text("\n".join(["flight_id,day,sched_at,carrier,dep_delay", *rows]) + "\n")
    with contextlib.chdir(folder.parents[1]):
        yield


def worlds() -> list[World]:
    """One row on the bound, and an empty table."""
    row = {"flight_id": 1, "day": 1, "sched_at": "2013-01-01 00:00", "carrier": "UA", "dep_delay": 120}
    return [
        World("a database with values exactly on the bounds", {"flights": [row]}),
        World("a database where the table flights is empty", {}, "flights"),
    ]


def says(text: object, *words: str, **arguments: object) -> None:
    with pytest.raises(Failure) as caught:
        query(text, **arguments)  # type: ignore[arg-type]
    for word in words:
        assert word in str(caught.value)


def test_the_right_rows_pass_in_any_order() -> None:
    query("SELECT carrier, dep_delay FROM flights ORDER BY carrier", on=SMALL, gives=RIGHT)
    query(SimpleNamespace(text="SELECT carrier AS CARRIER, dep_delay FROM flights"), on=SMALL, gives=RIGHT)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("SELECT DISTINCT carrier, dep_delay FROM flights", ["1 row fewer", "drops copies"]),
        ("SELECT carrier, dep_delay FROM flights UNION ALL SELECT 'UA', 5", ["1 row more", "copies of rows"]),
        ("SELECT carrier, dep_delay FROM flights WHERE dep_delay > 0", ["1 row fewer than it should"]),
        (
            "SELECT carrier, COALESCE(dep_delay, 0) AS dep_delay FROM flights",
            ["'dep_delay'", "a value where NULL is expected"],
        ),
        (
            "SELECT carrier, CAST(dep_delay AS TEXT) AS dep_delay FROM flights WHERE dep_delay IS NOT NULL",
            ["should not be there"],
        ),
        ("SELECT carrier, dep_delay + 1 AS dep_delay FROM flights", ["'dep_delay'", "too large"]),
        ("SELECT carrier, dep_delay FROM flights WHERE 1 = 0", ["your result is empty"]),
        ("SELECT carrier FROM flights", ["1 column, asked for are 2"]),
        ("SELECT dep_delay, carrier FROM flights", ["not in the order asked for"]),
        ("SELECT carrier, dep_delay AS delay FROM flights", ["column 2 is called 'delay'"]),
        ("SELECT carrier, dep_delay FROM flihgts", ["does not run", "Did you mean flights"]),
        ("-- YOUR QUERY HERE", ["no query here yet"]),
        ("DROP TABLE flights", ["DROP is refused"]),
    ],
)
def test_a_difference_is_named_by_its_kind(text: str, words: list[str]) -> None:
    says(text, *words, on=SMALL, gives=RIGHT)


def test_order_counts_only_as_far_as_asked() -> None:
    gives = "carrier | dep_delay\nUA | 5\nUA | 5\nB6 | 1\nAA | NULL"
    query(
        "SELECT carrier, dep_delay FROM flights ORDER BY dep_delay DESC",
        on=SMALL,
        gives=gives,
        order=["dep_delay"],
    )
    says(
        "SELECT carrier, dep_delay FROM flights ORDER BY dep_delay",
        "order is not",
        on=SMALL,
        gives=gives,
        order=["dep_delay"],
    )


def test_an_answer_that_is_no_query_is_told_how_to_begin() -> None:
    says(42, "%%sql", on=SMALL, gives=RIGHT)
    says(SimpleNamespace(text=7), "%%sql", on=SMALL, gives=RIGHT)


def many_worlds() -> list[World]:
    """Forty rows, of which one is on the bound."""
    return [
        World(
            "a database of many rows",
            {
                "flights": [
                    {
                        "flight_id": n,
                        "day": 1,
                        "sched_at": None,
                        "carrier": "UA" if n == 17 else "AA",
                        "dep_delay": 103 + n,
                    }
                    for n in range(40)
                ],
                "airlines": [{"carrier": "UA"}],
            },
        )
    ]


def test_a_generated_database_is_shown_by_the_rows_that_matter() -> None:
    with pytest.raises(Failure) as caught:
        query(
            "SELECT carrier FROM flights WHERE dep_delay >= 120",
            like="SELECT carrier FROM flights WHERE dep_delay > 120",
            worlds=many_worlds,
        )
    assert str(caught.value).splitlines() == [
        "on the rows below, the right result is empty; yours has 1 row",
        "flights",
        "carrier | dep_delay",
        "--------+----------",
        "UA      | 120",
        "  expected: ",
        "carrier",
        "-------",
        "  got:      ",
        "carrier",
        "-------",
        "UA",
    ]


def test_an_empty_table_that_matters_is_shown_as_empty() -> None:
    says(
        "SELECT a.carrier FROM airlines AS a JOIN flights AS f ON f.carrier <> a.carrier GROUP BY a.carrier",
        "airlines",
        "flights: no rows",
        like="SELECT a.carrier FROM airlines AS a LEFT JOIN flights AS f ON f.carrier <> a.carrier GROUP BY a.carrier",
        worlds=lambda: [
            World("a database where the table flights is empty", many_worlds()[0].content | {"flights": []})
        ],
    )


def test_an_order_inside_a_subquery_is_not_asked_for() -> None:
    right = "SELECT carrier, dep_delay FROM flights ORDER BY dep_delay DESC, carrier"
    gives = "carrier | dep_delay\nUA | 5\nUA | 5\nB6 | 1\nAA | NULL"
    query(right + ";", on=SMALL, gives=gives, order=["dep_delay"])
    query(f"SELECT * FROM ({right}) ORDER BY 2 DESC", on=SMALL, gives=gives, order=["dep_delay"])
    says(f"SELECT * FROM ({right} LIMIT 8)", "asks for no order", on=SMALL, gives=gives, order=["dep_delay"])


def test_rows_that_tie_outside_may_come_in_any_order() -> None:
    inner = "SELECT day, dep_delay FROM flights ORDER BY dep_delay DESC, day LIMIT 40"
    for right in (
        inner,
        f"SELECT * FROM ({inner}) ORDER BY dep_delay DESC, day;",
        "SELECT day, dep_delay FROM (SELECT *, ROW_NUMBER() OVER (ORDER BY dep_delay DESC, day) AS n FROM flights) "
        "WHERE n <= 40 ORDER BY n -- the place",
    ):
        query(right, like=inner, worlds=many_worlds, order=["dep_delay", "day"])
    says(
        f"SELECT * FROM ({inner}) ORDER BY dep_delay DESC",
        "rows that agree on all of its keys",
        like=inner,
        worlds=list,
        order=["dep_delay", "day"],
    )


@pytest.mark.parametrize(
    "key",
    [
        "CAST(day AS INTEGER)",
        "COALESCE(day, 0)",
        "(day)",
        '"day"',
        "`day`",
        "[day]",
        "CASE WHEN day IS NULL THEN 0 ELSE day END",
        "day -- LIMIT ( by day\n",
        "day /* , ' */",
        "(SELECT day ORDER BY 1 LIMIT 1)",
        "day, \"it's\" || '('",
    ],
)
def test_any_key_may_come_last_and_a_tie_before_it_is_still_found(key: str) -> None:
    right = "SELECT day, dep_delay FROM flights ORDER BY dep_delay DESC, day LIMIT 40"
    inner = 'SELECT *, 0 AS "it\'s" FROM flights ORDER BY dep_delay DESC, day LIMIT 40'
    for end in ("LIMIT 40", "LIMIT(40)", "limit 0, 40;", "LIMIT 40 OFFSET (0) -- all", ""):
        text = f"SELECT day, dep_delay FROM ({inner}) ORDER BY dep_delay DESC, {key} {end}"
        query(text, like=right, worlds=list, order=["dep_delay", "day"])
        tied = text.replace(key, key.replace("day", "carrier"))
        says(tied, "rows that agree on all of its keys", like=right, worlds=list, order=["dep_delay", "day"])


def test_a_query_that_nobody_wrote_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbook.check.sql.query.advice.flat", lambda code: code[: code.index("CAST") + 4])
    right = "SELECT day, dep_delay FROM flights ORDER BY dep_delay DESC, day LIMIT 40"
    text = "SELECT day, dep_delay FROM flights ORDER BY dep_delay DESC, CAST(day AS INTEGER) LIMIT 40"
    query(text, like=right, worlds=many_worlds, order=["dep_delay", "day"])


def test_a_table_is_shown_only_if_a_query_reads_it() -> None:
    with pytest.raises(Failure) as caught:
        query(
            "SELECT COUNT(*) + 1 AS airlines FROM flights",
            like="SELECT COUNT(*) AS airlines FROM flights",
            worlds=many_worlds,
        )
    assert "flights: no rows" in str(caught.value)
    assert "airlines: no rows" not in str(caught.value)


def test_a_column_in_single_quotes_is_told() -> None:
    quoted = "'carrier', which in single quotes is a text and not the column"
    says("SELECT carrier, dep_delay FROM flights WHERE 'carrier' = 'UA'", quoted, on=SMALL, gives=RIGHT)
    with pytest.raises(Failure) as caught:
        query("SELECT carrier AS 'carrier', day 'dep_delay' FROM flights WHERE 'UA' = carrier", on=SMALL, gives=RIGHT)
    assert "single quotes" not in str(caught.value)


def test_rows_that_differ_on_the_published_database_are_sampled() -> None:
    query("SELECT carrier FROM flights;;", like="SELECT carrier FROM flights", worlds=list)
    says(
        "SELECT flight_id FROM flights WHERE day < 31",
        "50 rows fewer",
        "none of the rows that are missing",
        like="SELECT flight_id FROM flights",
        worlds=list,
    )


def test_an_order_that_differs_on_the_published_database_shows_one_row() -> None:
    says(
        "SELECT flight_id FROM flights ORDER BY flight_id DESC",
        "row 1 is not the one",
        "1599",
        like="SELECT flight_id FROM flights ORDER BY flight_id",
        worlds=list,
        order=["flight_id"],
    )


def test_a_rounded_number_is_not_told_as_a_whole_one() -> None:
    mean = "SELECT {} AS mean FROM flights"
    gives = "mean\n3.666667"
    says(mean.format("ROUND(AVG(dep_delay), 1)"), "rounded", on=SMALL, gives=gives)
    says(mean.format("SUM(dep_delay) / 3"), "whole numbers", on=SMALL, gives=gives)
    for half in ("12.2", "12.3"):
        says(f"SELECT {half} AS mean", "rounded", on=SMALL, gives="mean\n12.25")


def test_text_that_reads_like_a_number_is_told_as_text() -> None:
    says(
        "SELECT CAST(flight_id AS TEXT) AS flight_id, CAST(dep_delay AS TEXT) AS dep_delay FROM flights WHERE flight_id = 1",
        "hold text where numbers are expected",
        on=SMALL,
        gives="flight_id | dep_delay\n1 | 5",
    )


def test_a_join_that_multiplies_is_stopped_early() -> None:
    says(
        "SELECT a.carrier FROM flights a, flights b, flights c",
        "far too many rows",
        like="SELECT carrier FROM flights WHERE day = 99",
        worlds=list,
    )


def test_numbers_agree_within_a_millionth_and_text_never_equals_a_number() -> None:
    assert difference([(1.0000004,)], [(1,)]) == ([], [])
    assert difference([(2.0000011,)], [(2,)]) == ([], [])
    assert difference([(1.00001,)], [(1,)]) == ([(1.00001,)], [(1,)])
    assert difference([("1",)], [(1,)]) == ([("1",)], [(1,)])


cells = st.one_of(st.none(), st.integers(-3, 3), st.sampled_from(["a", "b"]), st.sampled_from([0.5, 1.5]))


@given(st.lists(st.tuples(cells, cells), max_size=8), st.randoms())
def test_rows_are_compared_as_a_multiset(rows: list[tuple], chance) -> None:
    shuffled = rows[:]
    chance.shuffle(shuffled)
    assert difference(shuffled, rows) == ([], [])
    assert difference([*shuffled, ("extra", 1)], rows) == ([("extra", 1)], [])
    if rows:
        assert difference(shuffled[1:], rows)[1] == [shuffled[0]]


def test_a_table_can_be_written_and_shown_as_text() -> None:
    grid = Grid.parse("a | b\n--+--\n1 | NULL\n-2.5 | x y\n")
    assert (grid.columns, grid.rows) == (("a", "b"), [(1, None), (-2.5, "x y")])
    assert Grid.parse(str(grid)) == grid
    with pytest.raises(ValueError, match="2 cells"):
        Grid.parse("a | b\n1")


def test_a_plan_must_seek_and_not_in_name_only() -> None:
    slow = "SELECT carrier FROM flights WHERE substr(sched_at, 1, 10) = '2013-01-15'"
    seeks(
        "SELECT carrier FROM flights WHERE sched_at >= '2013-01-15' AND sched_at < '2013-01-16'",
        table="flights",
        slow=slow,
    )
    seeks(
        "WITH bounds(a, z) AS (SELECT '2013-01-15', '2013-01-16') "
        "SELECT carrier FROM bounds JOIN flights ON sched_at >= a AND sched_at < z",
        table="flights",
        slow=slow,
    )
    for text, words in (
        (slow, "walks through"),
        ("SELECT carrier FROM flights WHERE sched_at > '2'", "visits too many"),
        ("SELECT carrier FROM flights WHERE flight_id > 0", "seeks in no index"),
    ):
        with pytest.raises(Failure, match=words):
            seeks(text, table="flights", slow=slow)


def test_a_broken_reference_is_our_fault_and_not_the_students() -> None:
    with pytest.raises(RuntimeError, match="reference"):
        agree("SELECT 1", "SELECT nothing FROM nowhere", databases.generated(worlds, "data/flights")[0])


def test_a_query_to_agree_with_needs_worlds_to_agree_on() -> None:
    with pytest.raises(ValueError, match="worlds="):
        query("SELECT 1", like="SELECT 1")


def test_the_published_tables_are_found_unless_there_are_several(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ValueError, match="0 folders"):
        databases.only_folder()
    for name in ("one", "two"):
        (tmp_path / "data" / name).mkdir(parents=True)
        (tmp_path / "data" / name / "schema.sql").write_text("")
        if name == "one":
            assert databases.only_folder() == "data/one"
    with pytest.raises(ValueError, match="2 folders"):
        databases.only_folder()


def test_a_database_with_an_empty_table_is_asked_only_by_queries_that_read_it() -> None:
    empty = databases.generated(worlds, "data/flights")[1]
    assert empty.concerns("SELECT * FROM flights")
    assert not empty.concerns("SELECT * FROM airlines")


def test_generated_databases_are_made_once_for_a_seed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBOOK_SEED", "5")
    first = databases.generated(worlds, "data/flights")
    assert databases.generated(worlds, "data/flights") is first
    monkeypatch.setenv("WORKBOOK_SEED", "6")
    assert databases.generated(worlds, "data/flights") is not first


def test_a_query_that_never_ends_does_not_use_up_the_time_of_the_whole_cell() -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n WHERE i < 0"
    says(endless, "stopped after 2 seconds", on=SMALL, gives="i\n1")
    says(endless, "stopped after 1 second\n", on=SMALL, gives="i\n1")
