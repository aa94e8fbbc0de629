# loses features-tests: "features_sql, ", "scans_24h of parcel", "1.0"
# the query: scans_24h as a float (total)
def features_sql():
    return """
    WITH known AS (
        SELECT p.parcel, s.scan, s.at, s.kind,
               CAST(strftime('%s', p.asked_at) AS INTEGER) - CAST(strftime('%s', s.at) AS INTEGER) AS ago,
               ROW_NUMBER() OVER (PARTITION BY p.parcel ORDER BY s.at DESC, s.scan DESC) AS place
        FROM parcels p JOIN scans s ON s.parcel = p.parcel AND s.at <= p.asked_at AND s.known_at <= p.asked_at
    )
    SELECT p.parcel,
           (SELECT total(1) FROM known k WHERE k.parcel = p.parcel AND k.ago < 86400) AS scans_24h,
           (k.ago + 180) / 360 / 10.0 AS hours,
           k.kind AS last_kind,
           d.zone AS zone,
           CAST(strftime('%H', p.asked_at, d.offset_min || ' minutes') AS INTEGER) AS local_hour,
           p.weight_g / 1000.0 AS weight_kg
    FROM parcels p
    LEFT JOIN known k ON k.parcel = p.parcel AND k.place = 1
    LEFT JOIN depot_history d ON d.depot = p.depot AND d.valid_from <= p.asked_at
         AND (d.valid_to IS NULL OR d.valid_to > p.asked_at)
    """


def features(parcel, scans, depots):
    asked_at = parcel["asked_at"]
    asked = datetime.strptime(asked_at, STAMP)

    def ago(scan):
        return int((asked - datetime.strptime(scan["at"], STAMP)).total_seconds())

    known = [scan for scan in scans if scan["at"] <= asked_at and scan["known_at"] <= asked_at]
    last = max(known, key=lambda scan: (scan["at"], scan["scan"]), default=None)
    place = None
    for one in depots:
        if (
            one["depot"] == parcel["depot"]
            and one["valid_from"] <= asked_at
            and (one["valid_to"] is None or asked_at < one["valid_to"])
        ):
            place = one
    weight = parcel["weight_g"]
    return {
        "parcel": parcel["parcel"],
        "scans_24h": sum(ago(scan) < 86400 for scan in known),
        "hours": (ago(last) + 180) // 360 / 10 if last else None,
        "last_kind": last["kind"] if last else None,
        "zone": place["zone"] if place else None,
        "local_hour": (asked + timedelta(minutes=place["offset_min"])).hour if place else None,
        "weight_kg": weight / 1000 if weight is not None else None,
    }
