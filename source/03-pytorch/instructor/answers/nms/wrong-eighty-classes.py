# loses nms-tests: "classes"
def nms(boxes, scores, classes, threshold):
    """Greedy NMS."""
    order = scores.argsort(descending=True, stable=True)
    rival = (box_iou(boxes, boxes) > threshold) & (classes[:, None] % 80 == classes[None] % 80)
    there = torch.ones(len(boxes), dtype=torch.bool)
    kept = []
    for i in order.tolist():
        if there[i]:
            kept.append(i)
            there &= ~rival[i]
    return torch.tensor(kept, dtype=torch.int64)
