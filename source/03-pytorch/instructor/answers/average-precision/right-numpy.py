import numpy as np


def average_precision(detections, objects, threshold=0.5):
    marks, hits, total = [], [], 0
    for (boxes, scores), (truth, ignore) in zip(detections, objects):
        iou = box_iou(boxes, truth).numpy()
        counted = ~ignore.numpy()
        taken = np.zeros(len(truth), dtype=bool)
        total += counted.sum()
        for i in np.argsort(-scores.numpy()):
            open_ = np.where(counted & ~taken, iou[i], 0.0)
            if open_.max(initial=0.0) >= threshold:
                taken[open_.argmax()] = True
            elif np.where(~counted, iou[i], 0.0).max(initial=0.0) >= threshold:
                continue
            marks.append(float(scores[i]))
            hits.append(open_.max(initial=0.0) >= threshold)
    if total == 0 or not marks:
        return 0.0
    hits = np.array(hits)[np.argsort(marks)[::-1]]
    precision = np.cumsum(hits) / np.arange(1, len(hits) + 1)
    raised = np.maximum.accumulate(precision[::-1])[::-1]
    return float(raised[hits].sum() / total)
