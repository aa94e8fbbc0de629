CREATE TABLE annotator (annotator_id INTEGER NOT NULL, email VARCHAR(200) NOT NULL, name TEXT,
  CONSTRAINT annotator_key PRIMARY KEY (annotator_id), CONSTRAINT one_address UNIQUE (email));
CREATE TABLE image (image_id INTEGER PRIMARY KEY, path TEXT NOT NULL, split TEXT NOT NULL,
  CHECK (split = 'train' OR split = 'valid' OR split = 'test'));
CREATE UNIQUE INDEX one_path ON image (path);
CREATE TABLE label (label_id INTEGER PRIMARY KEY, annotator_id INTEGER NOT NULL, image_id INTEGER NOT NULL,
  class TEXT NOT NULL, confidence REAL CHECK (confidence >= 0 AND confidence <= 1),
  UNIQUE (image_id, annotator_id),
  FOREIGN KEY (annotator_id) REFERENCES annotator (annotator_id) ON DELETE RESTRICT,
  FOREIGN KEY (image_id) REFERENCES image (image_id) ON DELETE CASCADE);
