# loses nms-tests: "4096 pixels apart"
def nms(boxes, scores, classes, threshold):
    order = scores.argsort(descending=True, stable=True)
    moved = boxes + 4096.0 * classes[:, None]
    rivals = box_iou(moved, moved) > threshold
    left = torch.ones(len(boxes), dtype=torch.bool)
    kept = []
    for k in order.tolist():
        if left[k]:
            kept.append(k)
            left &= ~rivals[k]
    return torch.tensor(kept, dtype=torch.int64)
