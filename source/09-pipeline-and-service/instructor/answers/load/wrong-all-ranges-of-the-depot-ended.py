# loses load-tests: "depot_history"
def load(target, depots, at):
    """Bring depot_now and depot_history to what the depots are from the moment at on."""
    if not depots:
        raise ValueError("no depots at all: the source must be broken")
    later = target.execute(
        "SELECT count(*) FROM depot_history WHERE valid_from > ? OR valid_to > ?", (at, at)
    ).fetchone()[0]
    if later:
        raise ValueError(f"there are later ranges than {at}")
    new = {one["depot"]: (one["depot"], one["name"], one["zone"]) for one in depots}
    with target:
        target.execute("DELETE FROM depot_history WHERE valid_from = ?", (at,))
        target.execute("UPDATE depot_history SET valid_to = NULL WHERE valid_to = ?", (at,))
        rows = target.execute(
            "SELECT depot, name, zone FROM depot_history WHERE valid_to IS NULL"
        ).fetchall()
        old = {row[0]: row for row in rows}
        for depot, row in old.items():
            if new.get(depot) != row:
                target.execute(
                    "UPDATE depot_history SET valid_to = ? WHERE depot = ?",
                    (at, depot),
                )
        for depot, row in new.items():
            if old.get(depot) != row:
                target.execute(
                    "INSERT INTO depot_history VALUES (?, ?, ?, ?, NULL)", (*row, at)
                )
        target.execute("DELETE FROM depot_now")
        target.executemany("INSERT INTO depot_now VALUES (?, ?, ?)", new.values())
