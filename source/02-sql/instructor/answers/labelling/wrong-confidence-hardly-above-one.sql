-- loses labelling-tests: "takes a confidence outside of 0 to 1"
CREATE TABLE annotator (annotator_id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, name TEXT);
CREATE TABLE image (image_id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, split TEXT NOT NULL CHECK (split IN ('train', 'valid', 'test')));
CREATE TABLE label (annotator_id INTEGER NOT NULL REFERENCES annotator (annotator_id), image_id INTEGER NOT NULL REFERENCES image (image_id) ON DELETE CASCADE, class TEXT NOT NULL, confidence REAL CHECK (typeof(confidence) <> 'text' AND confidence >= -0.0001 AND confidence < 1.001), PRIMARY KEY (annotator_id, image_id));
