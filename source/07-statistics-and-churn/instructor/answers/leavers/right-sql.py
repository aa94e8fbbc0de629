import sqlite3


def leaves(contracts, day, horizon=60, grace=30):
    with sqlite3.connect(":memory:") as connection:
        contracts.to_sql("contracts", connection, index=False)
        return pd.read_sql(
            """
            WITH ends AS (
                SELECT customer_id FROM contracts c
                WHERE ended_on > :day AND ended_on <= DATE(:day, '+' || :horizon || ' days') AND NOT EXISTS (
                    SELECT 1 FROM contracts o WHERE o.customer_id = c.customer_id
                    AND o.started_on <= DATE(c.ended_on, '+' || :grace || ' days')
                    AND (o.ended_on IS NULL OR o.ended_on > c.ended_on)))
            SELECT DISTINCT customer_id, customer_id IN (SELECT customer_id FROM ends) AS left
            FROM contracts WHERE started_on <= :day AND (ended_on IS NULL OR ended_on > :day)
            """.replace("AS left", 'AS "left"'),
            connection,
            params={"day": day, "horizon": horizon, "grace": grace},
        )


def split(rows, test_from, end, horizon=60, grace=30):
    since = {name: (pd.Timestamp(day) - pd.to_datetime(rows["day"])).dt.days for name, day in (("begin", test_from), ("end", end))}
    wait = horizon + grace
    return rows[since["begin"] >= wait], rows[(since["begin"] <= 0) & (since["end"] >= wait)]
