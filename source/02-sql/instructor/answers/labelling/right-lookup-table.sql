CREATE TABLE known_split (split TEXT PRIMARY KEY);
INSERT INTO known_split VALUES ('train'), ('valid'), ('test');
CREATE TABLE annotator (annotator_id INTEGER PRIMARY KEY, email TEXT UNIQUE NOT NULL, name TEXT);
CREATE TABLE image (image_id INTEGER PRIMARY KEY, path TEXT UNIQUE NOT NULL, split TEXT NOT NULL REFERENCES known_split);
CREATE TABLE label (annotator_id INTEGER NOT NULL REFERENCES annotator DEFERRABLE INITIALLY DEFERRED,
  image_id INTEGER NOT NULL REFERENCES image ON DELETE CASCADE, class TEXT NOT NULL,
  confidence NUMERIC CHECK (confidence IS NULL OR confidence BETWEEN 0 AND 1),
  PRIMARY KEY (image_id, annotator_id)) WITHOUT ROWID;
