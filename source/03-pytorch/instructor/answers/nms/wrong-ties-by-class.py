# loses nms-tests: "the right boxes in another order", "of several classes"
def nms(boxes, scores, classes, threshold):
    kept = []
    for kind in classes.unique():
        left = torch.nonzero(classes == kind)[:, 0]
        left = left[scores[left].argsort(descending=True, stable=True)]
        while len(left):
            kept.append(left[0].item())
            left = left[1:][box_iou(boxes[left[:1]], boxes[left[1:]])[0] <= threshold]
    kept.sort(key=lambda i: -scores[i].item())
    return torch.tensor(kept, dtype=torch.int64)
