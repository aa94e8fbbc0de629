BODY = """
WITH known AS (
    SELECT p.parcel, max(s.at) AS last, sum(strftime('%s', s.at) + 0 > strftime('%s', p.asked_at) - 86400) AS many
    FROM parcels p, scans s USING (parcel) WHERE s.at <= p.asked_at AND s.known_at <= p.asked_at GROUP BY p.parcel
),
joined AS (
    SELECT p.*, k.last, coalesce(k.many, 0) AS many, d.zone, d.offset_min,
           (strftime('%s', p.asked_at) - strftime('%s', k.last)) AS ago
    FROM parcels p LEFT OUTER JOIN known k USING (parcel)
    LEFT OUTER JOIN depot_history d ON (d.depot, 1) = (p.depot, p.asked_at >= d.valid_from AND coalesce(p.asked_at < d.valid_to, 1))
)
SELECT weight_g / 1000.0 AS weight_kg, many AS scans_24h, parcel, zone, (ago / 360 + (ago % 360 >= 180)) / 10.0 AS hours,
       0 + strftime('%H', datetime(asked_at, offset_min || ' minutes')) AS local_hour,
       (SELECT kind FROM scans s WHERE s.parcel = j.parcel AND s.at = j.last AND s.known_at <= j.asked_at
        AND s.scan = (SELECT max(t.scan) FROM scans t WHERE t.parcel = j.parcel AND t.at = j.last AND t.known_at <= j.asked_at)) AS last_kind
FROM joined j
"""
def features_sql():
    return BODY


def features(parcel, scans, depots):
    """The same query, on three small tables: no second text that could differ."""
    connection = sqlite3.connect(":memory:")
    connection.row_factory = sqlite3.Row
    for name, rows, columns in (
        ("parcels", [parcel], "parcel, depot, weight_g, asked_at"),
        ("scans", scans, "scan, parcel, at, kind, known_at"),
        ("depot_history", depots, "depot, zone, offset_min, valid_from, valid_to"),
    ):
        connection.execute(f"CREATE TABLE {name} ({columns})")
        marks = ", ".join(f":{column.strip()}" for column in columns.split(","))
        connection.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)
    answer = dict(connection.execute(BODY).fetchone())
    connection.close()
    return answer
