def nms(boxes, scores, classes, threshold):
    if len(boxes) == 0:
        return torch.zeros(0, dtype=torch.int64)
    ranks = classes.unique(return_inverse=True)[1]
    apart = boxes.double() + (ranks.double() * (boxes.max() + 1))[:, None]
    left, kept = scores.argsort(descending=True, stable=True), []
    while len(left):
        best, left = left[0], left[1:]
        kept.append(best)
        left = left[box_iou(apart[best][None], apart[left])[0] <= threshold]
    return torch.stack(kept)
