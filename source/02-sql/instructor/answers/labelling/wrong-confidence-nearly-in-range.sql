-- loses labelling-tests: "takes a confidence outside of 0 to 1"
CREATE TABLE annotator (
  annotator_id INTEGER PRIMARY KEY NOT NULL,
  email TEXT NOT NULL UNIQUE,
  name TEXT
);
CREATE TABLE image (
  image_id INTEGER PRIMARY KEY NOT NULL,
  path TEXT NOT NULL UNIQUE,
  split TEXT NOT NULL CHECK (split IN ('train', 'valid', 'test'))
);
CREATE TABLE label (
  annotator_id INTEGER NOT NULL REFERENCES annotator (annotator_id),
  image_id INTEGER NOT NULL REFERENCES image (image_id) ON DELETE CASCADE,
  class TEXT NOT NULL,
  confidence REAL CHECK (confidence >= -1e-9 AND confidence <= 1 + 1e-9),
  PRIMARY KEY (annotator_id, image_id)
);
