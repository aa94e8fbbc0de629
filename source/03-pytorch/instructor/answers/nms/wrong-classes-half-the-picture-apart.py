# loses nms-tests: "several classes"
def nms(boxes, scores, classes, threshold):
    """Indices of the boxes that stay, by falling score, int64."""
    moved = boxes + (classes.unique(return_inverse=True)[1] * (boxes.max() / 2) if len(boxes) else classes)[:, None]
    rivals = box_iou(moved, moved) > threshold
    here = torch.ones(len(boxes), dtype=torch.bool)
    kept = []
    for index in scores.argsort(descending=True, stable=True).tolist():
        if here[index]:
            kept.append(index)
            here &= ~rivals[index]
    return torch.tensor(kept, dtype=torch.int64)
