-- loses labelling-tests: "refuses an annotator with an address of any form"
CREATE TABLE annotator (
  annotator_id INTEGER PRIMARY KEY NOT NULL,
  email TEXT NOT NULL,
  name TEXT
);
CREATE UNIQUE INDEX one_address ON annotator (substr(email, 1, 255));
CREATE TABLE image (
  image_id INTEGER PRIMARY KEY NOT NULL,
  path TEXT NOT NULL UNIQUE,
  split TEXT NOT NULL CHECK (split IN ('train', 'valid', 'test'))
);
CREATE TABLE label (
  annotator_id INTEGER NOT NULL REFERENCES annotator (annotator_id),
  image_id INTEGER NOT NULL REFERENCES image (image_id) ON DELETE CASCADE,
  class TEXT NOT NULL,
  confidence REAL CHECK (typeof(confidence) IN ('real', 'integer', 'null') AND (confidence IS NULL OR confidence BETWEEN 0 AND 1)),
  PRIMARY KEY (annotator_id, image_id)
);
