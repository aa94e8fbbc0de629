-- loses labelling-tests: "takes a second annotator with the same e-mail address", "takes a label for an image that does not exist"
CREATE TABLE annotator (annotator_id, email, name);
CREATE TABLE image (image_id, path, split);
CREATE TABLE label (annotator_id, image_id, class, confidence);
