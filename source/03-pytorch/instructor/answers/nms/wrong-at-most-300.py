# loses nms-tests: "320 boxes"
def nms(boxes, scores, classes, threshold):
    """Indices of the boxes that stay, by falling score, int64."""
    rivals = (box_iou(boxes, boxes) > threshold) & (classes[:, None] == classes)
    here = torch.ones(len(boxes), dtype=torch.bool)
    kept = []
    for index in scores.argsort(descending=True, stable=True).tolist():
        if here[index]:
            kept.append(index)
            here &= ~rivals[index]
    return torch.tensor(kept[:300], dtype=torch.int64)
