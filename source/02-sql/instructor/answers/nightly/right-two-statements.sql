BEGIN;
UPDATE totals SET
  flights = flights + (SELECT COUNT(*) FROM incoming i WHERE i.tailnum = totals.tailnum),
  miles = miles + (SELECT SUM(miles) FROM incoming i WHERE i.tailnum = totals.tailnum)
WHERE tailnum IN (SELECT tailnum FROM incoming);
INSERT INTO totals SELECT tailnum, COUNT(*), SUM(miles) FROM incoming
WHERE tailnum NOT IN (SELECT tailnum FROM totals) GROUP BY tailnum;
INSERT INTO loads VALUES ('2013-01-15', (SELECT COUNT(*) FROM incoming));
DELETE FROM incoming;
COMMIT;
