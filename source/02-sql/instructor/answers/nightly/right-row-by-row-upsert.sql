BEGIN IMMEDIATE TRANSACTION;
INSERT INTO loads SELECT '2013-01-15', COUNT(*) FROM incoming;
INSERT INTO totals SELECT tailnum, 1, miles FROM incoming WHERE true
ON CONFLICT DO UPDATE SET flights = flights + 1, miles = miles + excluded.miles;
DELETE FROM incoming;
END TRANSACTION;
