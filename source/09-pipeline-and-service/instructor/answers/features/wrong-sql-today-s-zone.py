# loses features-tests: "features_sql, "
def features_sql():
    """The query for the features of all parcels, as a text."""
    return """
WITH known AS (
    SELECT p.parcel, s.kind,
           CAST(strftime('%s', p.asked_at) AS INTEGER)
           - CAST(strftime('%s', s.at) AS INTEGER) AS ago,
           ROW_NUMBER() OVER (PARTITION BY p.parcel ORDER BY s.at DESC, s.scan DESC) AS place
    FROM parcels p
    JOIN scans s ON s.parcel = p.parcel AND s.at <= p.asked_at AND s.known_at <= p.asked_at
)
SELECT p.parcel,
       (SELECT count(*) FROM known k WHERE k.parcel = p.parcel AND k.ago < 86400) AS scans_24h,
       (k.ago + 180) / 360 / 10.0 AS hours,
       k.kind AS last_kind,
       d.zone,
       CAST(strftime('%H', p.asked_at, d.offset_min || ' minutes') AS INTEGER) AS local_hour,
       p.weight_g / 1000.0 AS weight_kg
FROM parcels p
LEFT JOIN known k ON k.parcel = p.parcel AND k.place = 1
LEFT JOIN depot_history d ON d.depot = p.depot AND d.valid_to IS NULL
"""


def features(parcel, scans, depots):
    """The seven features of one parcel, as of its asked_at."""
    now = parcel["asked_at"]
    asked = datetime.strptime(now, STAMP)

    def ago(scan):
        return round((asked - datetime.strptime(scan["at"], STAMP)).total_seconds())

    known = [scan for scan in scans if scan["at"] <= now and scan["known_at"] <= now]
    last = max(known, key=lambda scan: (scan["at"], scan["scan"]), default=None)
    ranges = [
        one
        for one in depots
        if one["depot"] == parcel["depot"]
        and one["valid_from"] <= now
        and (one["valid_to"] is None or now < one["valid_to"])
    ]
    depot = ranges[0] if ranges else None
    there = asked + timedelta(minutes=depot["offset_min"] if depot else 0)
    weight = parcel["weight_g"]
    return {
        "parcel": parcel["parcel"],
        "scans_24h": sum(ago(scan) < 86400 for scan in known),
        "hours": None if last is None else (ago(last) + 180) // 360 / 10,
        "last_kind": None if last is None else last["kind"],
        "zone": None if depot is None else depot["zone"],
        "local_hour": None if depot is None else there.hour,
        "weight_kg": None if weight is None else weight / 1000,
    }
