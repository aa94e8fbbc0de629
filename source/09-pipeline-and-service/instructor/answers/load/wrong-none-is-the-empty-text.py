# loses load-tests: "other depots", "depot_history"
# None is a value like any other: None and '' count as equal
def load(target, depots, at):
    if not depots:
        raise ValueError("no depots")
    latest = target.execute("SELECT max(max(valid_from, ifnull(valid_to, ''))) FROM depot_history").fetchone()[0]
    if latest is not None and latest > at:
        raise ValueError("older than the history")
    wanted = {one["depot"]: (one["depot"], one["name"], one["zone"]) for one in depots}
    with target:
        target.execute("DELETE FROM depot_history WHERE valid_from = ?", (at,))
        target.execute("UPDATE depot_history SET valid_to = NULL WHERE valid_to = ?", (at,))
        known = {
            row[0]: row
            for row in target.execute("SELECT depot, name, zone FROM depot_history WHERE valid_to IS NULL").fetchall()
        }
        for depot, row in known.items():
            if tuple(x or "" for x in wanted.get(depot, ())) != tuple(x or "" for x in row):
                target.execute(
                    "UPDATE depot_history SET valid_to = ? WHERE depot = ? AND valid_to IS NULL", (at, depot)
                )
        for depot, row in wanted.items():
            if tuple(x or "" for x in known.get(depot, ())) != tuple(x or "" for x in row):
                target.execute("INSERT INTO depot_history VALUES (?, ?, ?, ?, NULL)", (*row, at))
        target.execute("DELETE FROM depot_now")
        target.executemany("INSERT INTO depot_now VALUES (?, ?, ?)", list(wanted.values()))
