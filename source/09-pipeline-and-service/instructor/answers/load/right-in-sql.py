def load(target, depots, at):
    """The list as a table of its own, all comparisons in SQL."""
    if not depots:
        raise ValueError("an empty list")
    (last,) = target.execute("SELECT max(max(valid_from), coalesce(max(valid_to), '')) FROM depot_history").fetchone()
    if last is not None and last > at:
        raise ValueError("an older list")
    cursor = target.cursor()
    try:
        cursor.execute("CREATE TEMP TABLE IF NOT EXISTS fresh (depot, name, zone)")
        cursor.execute("DELETE FROM fresh")
        cursor.executemany("INSERT INTO fresh VALUES (:depot, :name, :zone)", depots)
        cursor.execute("DELETE FROM depot_history WHERE valid_from = :at", {"at": at})
        cursor.execute("UPDATE depot_history SET valid_to = NULL WHERE valid_to = :at", {"at": at})
        cursor.execute(
            """UPDATE depot_history SET valid_to = :at WHERE valid_to IS NULL AND NOT EXISTS (
                   SELECT 1 FROM fresh f WHERE f.depot = depot_history.depot
                   AND f.name IS depot_history.name AND f.zone IS depot_history.zone)""",
            {"at": at},
        )
        cursor.execute(
            """INSERT INTO depot_history SELECT depot, name, zone, :at, NULL FROM fresh f WHERE NOT EXISTS (
                   SELECT 1 FROM depot_history h WHERE h.depot = f.depot AND h.valid_to IS NULL)""",
            {"at": at},
        )
        cursor.execute(
            """INSERT INTO depot_now SELECT * FROM fresh WHERE true
               ON CONFLICT (depot) DO UPDATE SET name = excluded.name, zone = excluded.zone"""
        )
        cursor.execute("DELETE FROM depot_now WHERE depot NOT IN (SELECT depot FROM fresh)")
    except sqlite3.Error:
        target.rollback()
        raise
    else:
        target.commit()
