-- The night before the load. Run afresh for every attempt.

CREATE TABLE totals (
  tailnum TEXT PRIMARY KEY,
  flights INTEGER NOT NULL,
  miles INTEGER NOT NULL CHECK (miles >= 0)
);

CREATE TABLE incoming (
  tailnum TEXT NOT NULL,
  miles INTEGER NOT NULL
);

CREATE TABLE loads (
  day TEXT PRIMARY KEY,
  row_count INTEGER NOT NULL
);

INSERT INTO totals VALUES ('N14228', 2, 2800), ('N24211', 5, 7080), ('N619AA', 1, 1089);
INSERT INTO incoming VALUES ('N14228', 1400), ('N14228', 719), ('N804JB', 1576), ('N24211', 1416);
INSERT INTO loads VALUES ('2013-01-14', 8);
