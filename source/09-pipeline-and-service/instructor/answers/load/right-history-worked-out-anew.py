from itertools import groupby


def load(target, depots, at):
    """Read the whole history, change it in Python, write it back."""
    past = target.execute("SELECT depot, name, zone, valid_from, valid_to FROM depot_history").fetchall()
    if len(depots) == 0 or any(max(row[3], row[4] or "") > at for row in past):
        raise ValueError("refused")
    kept = [row[:4] + (None if row[4] == at else row[4],) for row in past if row[3] < at]
    today = {(one["depot"], one["name"], one["zone"]) for one in depots}
    still = {row[:3] for row in kept if row[4] is None}
    table = [row if row[4] is not None or row[:3] in today else (*row[:4], at) for row in kept]
    table += [(*one, at, None) for one in today - still]
    target.execute("BEGIN")
    for name, rows in (("depot_history", table), ("depot_now", today)):
        target.execute(f"DELETE FROM {name}")
        for row in rows:
            target.execute(f"INSERT INTO {name} VALUES ({', '.join('?' * len(row))})", row)
    target.commit()
