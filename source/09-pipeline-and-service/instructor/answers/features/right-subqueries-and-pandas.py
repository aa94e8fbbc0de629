FEATURES = """
SELECT parcel,
    (SELECT COUNT(*) FROM scans s WHERE s.parcel = p.parcel AND MAX(s.at, s.known_at) <= asked_at
        AND unixepoch(s.at) > unixepoch(asked_at) - 24 * 3600) AS scans_24h,
    CAST((unixepoch(asked_at) - (SELECT unixepoch(MAX(s.at)) FROM scans s WHERE s.parcel = p.parcel
        AND s.at <= asked_at AND s.known_at <= asked_at) + 180) / 360 AS REAL) / 10 AS hours,
    (SELECT kind FROM scans s WHERE s.parcel = p.parcel AND s.at <= asked_at AND s.known_at <= asked_at
        ORDER BY s.at DESC, s.scan DESC LIMIT 1) AS last_kind,
    (SELECT zone FROM depot_history d WHERE d.depot = p.depot AND asked_at >= valid_from
        AND asked_at < COALESCE(valid_to, '9999')) AS zone,
    (SELECT (unixepoch(asked_at) + 60 * offset_min) % 86400 / 3600 FROM depot_history d WHERE d.depot = p.depot
        AND asked_at >= valid_from AND asked_at < COALESCE(valid_to, '9999')) AS local_hour,
    weight_g / 1e3 AS weight_kg
FROM parcels p ORDER BY parcel DESC
"""


def features_sql():
    return FEATURES


def features(parcel, scans, depots):
    asked = pd.Timestamp(parcel["asked_at"])
    out = dict.fromkeys(["parcel", "scans_24h", "hours", "last_kind", "zone", "local_hour", "weight_kg"])
    out["parcel"] = parcel["parcel"]
    log = pd.DataFrame(scans, columns=["scan", "parcel", "at", "kind", "known_at"])
    for name in ("at", "known_at"):
        log[name] = pd.to_datetime(log[name], utc=True)
    log = log[(log["at"] <= asked) & (log["known_at"] <= asked)].sort_values(["at", "scan"])
    out["scans_24h"] = int((log["at"] > asked - pd.Timedelta(days=1)).sum())
    if len(log):
        last = log.iloc[-1]
        tenths, rest = divmod((asked - last["at"]) // pd.Timedelta(seconds=1), 360)
        out["hours"] = (tenths + (rest >= 180)) / 10
        out["last_kind"] = str(last["kind"])
    for one in depots:
        until = one["valid_to"] or "9999-12-31T00:00:00Z"
        if one["depot"] == parcel["depot"] and one["valid_from"] <= parcel["asked_at"] < until:
            out["zone"] = one["zone"]
            out["local_hour"] = (asked + pd.Timedelta(one["offset_min"], "min")).hour
    if parcel["weight_g"] is not None:
        out["weight_kg"] = parcel["weight_g"] / 1000
    return out
