import sqlite3


def features(customers, events, tickets, day):
    berlin = ZoneInfo("Europe/Berlin")

    def begins(ago):
        """The moment in UTC, as text, at which the day *ago* days before begins in Berlin."""
        moment = (pd.Timestamp(day) - pd.Timedelta(days=ago)).tz_localize(berlin)
        return moment.tz_convert("UTC").strftime("%Y-%m-%dT%H:%M:%SZ")

    bounds = {"day": day, "over": begins(-1), "d30": begins(29), "d60": begins(59), "d90": begins(89)}
    bounds["clock"] = f"{pd.Timestamp(day) + pd.Timedelta(days=1):%Y-%m-%d %H:%M}"
    connection = sqlite3.connect(":memory:")
    for name, frame in (("customers", customers), ("events", events), ("tickets", tickets)):
        frame.to_sql(name, connection, index=False)
    table = pd.read_sql(
        """
        WITH known AS (SELECT * FROM events WHERE at < :over),
        counted AS (
            SELECT customer_id, MAX(at) AS latest, SUM(at >= :d90) AS frequency_90,
                   SUM(CASE WHEN at >= :d90 AND kind = 'top_up' THEN amount ELSE 0 END) AS money_90,
                   SUM(at >= :d30) - SUM(at >= :d60 AND at < :d30) AS trend
            FROM known GROUP BY customer_id),
        waiting AS (
            SELECT customer_id, COUNT(*) AS n FROM tickets
            WHERE opened_at < :clock AND (closed_at IS NULL OR closed_at >= :clock) GROUP BY customer_id),
        people AS (
            SELECT customer_id, CAST(julianday(:day) - julianday(signed_on) AS INTEGER) AS tenure_days
            FROM customers WHERE signed_on <= :day)
        SELECT customer_id, tenure_days, latest, COALESCE(frequency_90, 0) AS frequency_90, COALESCE(money_90, 0) AS money_90,
               CASE WHEN tenure_days >= 59 THEN COALESCE(trend, 0) END AS trend, COALESCE(n, 0) AS open_tickets
        FROM people LEFT JOIN counted USING (customer_id) LEFT JOIN waiting USING (customer_id)
        """,
        connection,
        params=bounds,
    )
    connection.close()
    local = pd.to_datetime(table["latest"], utc=True).dt.tz_convert(berlin).dt.tz_localize(None).dt.normalize()
    return table.assign(recency_days=(pd.Timestamp(day) - local).dt.days)
