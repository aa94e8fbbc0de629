# loses nms-tests: "an index twice"
def nms(boxes, scores, classes, threshold):
    order = scores.argsort(descending=True, stable=True)
    rivals = (box_iou(boxes, boxes) > threshold) & (classes[:, None] == classes)
    left = torch.ones(len(boxes), dtype=torch.bool)
    kept = []
    for _ in range(len(boxes)):
        k = next((k for k in order.tolist() if left[k] and k not in kept[-1:]), None)
        if k is None:
            break
        kept.append(k)
        left &= ~rivals[k]
    return torch.tensor(kept, dtype=torch.int64)
