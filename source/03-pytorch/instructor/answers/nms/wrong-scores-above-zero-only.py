# loses nms-tests: "0 or below"
def nms(boxes, scores, classes, threshold):
    """Indices of the boxes that stay, by falling score, int64."""
    rivals = (box_iou(boxes, boxes) > threshold) & (classes[:, None] == classes)
    alive = torch.ones(len(boxes), dtype=torch.bool)
    kept = []
    for i in scores.argsort(descending=True, stable=True).tolist():
        if alive[i] and scores[i] > 0:
            kept.append(i)
            alive &= ~rivals[i]
    return torch.tensor(kept, dtype=torch.int64)
