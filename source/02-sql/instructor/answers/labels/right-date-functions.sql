WITH asof(d) AS (SELECT '2024-03-01'),
recent AS (SELECT member_id, COUNT(*) AS n FROM trips, asof WHERE flown_on < d AND flown_on >= date(d, '-2 months') GROUP BY 1)
SELECT m.member_id, COALESCE(n, 0) AS recent_trips,
       CASE WHEN left_on < date(d, '+2 months') THEN 1 WHEN followed_until >= date(d, '+2 months') THEN 0 END AS leaves
FROM members m CROSS JOIN asof LEFT JOIN recent r ON r.member_id = m.member_id
WHERE joined_on < d AND (left_on >= d OR left_on IS NULL)
