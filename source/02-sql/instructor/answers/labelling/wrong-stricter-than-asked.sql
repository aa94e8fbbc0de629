-- loses labelling-tests: "refuses a label of another image by the same annotator, without a confidence"
CREATE TABLE annotator (annotator_id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, name TEXT NOT NULL UNIQUE);
CREATE TABLE image (image_id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, split TEXT NOT NULL CHECK (split IN ('train', 'valid', 'test')));
CREATE TABLE label (annotator_id INTEGER NOT NULL REFERENCES annotator, image_id INTEGER NOT NULL REFERENCES image ON DELETE CASCADE,
  class TEXT NOT NULL, confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1), PRIMARY KEY (annotator_id, image_id));
