CREATE TABLE annotator (annotator_id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE CHECK (trim(email) <> ''), name TEXT);
CREATE TABLE image (image_id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE CHECK (trim(path) <> ''), split TEXT NOT NULL CHECK (split IN ('train', 'valid', 'test')));
CREATE TABLE label (annotator_id INTEGER NOT NULL REFERENCES annotator (annotator_id), image_id INTEGER NOT NULL REFERENCES image (image_id) ON DELETE CASCADE, class TEXT NOT NULL, confidence REAL CHECK (confidence BETWEEN 0 AND 1), PRIMARY KEY (annotator_id, image_id));
