-- loses labelling-tests: "refuses a label with any confidence from 0 to 1, as others of the image have it"
CREATE TABLE annotator (annotator_id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, name TEXT);
CREATE TABLE image (image_id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, split TEXT NOT NULL CHECK (split IN ('train', 'valid', 'test')));
CREATE TABLE label (annotator_id INTEGER NOT NULL REFERENCES annotator (annotator_id), image_id INTEGER NOT NULL REFERENCES image (image_id) ON DELETE CASCADE, class TEXT NOT NULL, confidence REAL CHECK (confidence BETWEEN 0 AND 1 AND round(confidence,3) = confidence), PRIMARY KEY (annotator_id, image_id));
