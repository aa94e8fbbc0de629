# loses nms-tests: "nine classes"
def nms(boxes, scores, classes, threshold):
    """Indices of the boxes that stay, by falling score, int64."""
    moved = boxes + 200.0 * classes[:, None]
    rivals = box_iou(moved, moved) > threshold
    alive = torch.ones(len(boxes), dtype=torch.bool)
    kept = []
    for i in scores.argsort(descending=True, stable=True).tolist():
        if alive[i]:
            kept.append(i)
            alive &= ~rivals[i]
    return torch.tensor(kept, dtype=torch.int64)
