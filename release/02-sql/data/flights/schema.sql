-- January 2013's flights from New York, and the members of a travel club (made up).
-- The text is the same for SQLite and for PostgreSQL. Dates and times are text, year first, so that they sort.

CREATE TABLE airlines (
  carrier TEXT PRIMARY KEY,        -- two letters or digits: UA
  name TEXT
);

CREATE TABLE airports (
  faa TEXT PRIMARY KEY,            -- three letters or digits: LAX
  name TEXT,
  lat DOUBLE PRECISION,
  lon DOUBLE PRECISION,
  tzone TEXT
);

CREATE TABLE planes (
  tailnum TEXT PRIMARY KEY,        -- the registration painted on the tail: N14228
  year INTEGER,                    -- in which the plane was built
  manufacturer TEXT,
  model TEXT,
  engines INTEGER,
  seats INTEGER
);

CREATE TABLE flights (
  flight_id INTEGER PRIMARY KEY,   -- the line in the export
  year INTEGER,
  day INTEGER,                     -- of January, 1 to 31
  sched_at TEXT,                   -- planned departure, New York time: 2013-01-01 05:15
  dep_at TEXT,                     -- actual departure; missing if the flight never left
  arr_at TEXT,                     -- departure and time in the air, New York time
  dep_delay INTEGER,               -- minutes; below 0: left early
  arr_delay INTEGER,
  carrier TEXT,
  flight INTEGER,                  -- the airline's flight number
  tailnum TEXT,
  origin TEXT,                     -- EWR, JFK or LGA
  dest TEXT,
  air_time INTEGER,                -- minutes
  distance INTEGER                 -- miles
);

CREATE TABLE weather (
  origin TEXT,
  day INTEGER,
  hour INTEGER,
  temp DOUBLE PRECISION,           -- degrees Fahrenheit
  precip DOUBLE PRECISION,         -- inches in this hour
  wind_speed DOUBLE PRECISION,     -- miles per hour
  visib DOUBLE PRECISION           -- miles
);

CREATE TABLE members (
  member_id INTEGER PRIMARY KEY,
  joined_on TEXT,                  -- 2023-06-17
  left_on TEXT,                    -- missing as long as the member stays
  followed_until TEXT              -- we know everything about the member before this day, nothing from it on
);

CREATE TABLE trips (
  member_id INTEGER,
  flown_on TEXT,                   -- 2024-02-29
  miles INTEGER
);

CREATE TABLE refunds (
  member_id INTEGER,
  paid_at TEXT,                    -- 2024-02-29 14:05
  reason TEXT,
  amount INTEGER                   -- cents
);

CREATE TABLE lineage (
  source TEXT,                     -- this data set ...
  made TEXT                        -- ... went into that one
);

CREATE INDEX flights_by_time ON flights (sched_at);
CREATE INDEX flights_by_day ON flights (day);
CREATE INDEX flights_by_plane ON flights (tailnum);
