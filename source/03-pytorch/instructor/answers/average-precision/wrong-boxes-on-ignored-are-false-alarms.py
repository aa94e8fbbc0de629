# loses average-precision-tests: "ignored objects: AP, "
def average_precision(detections, objects, threshold=0.5):
    """Area under the falling precision-recall curve over all images, a float."""
    ranked, total = [], 0
    for (boxes, scores), (truth, ignore) in zip(detections, objects):
        iou, free = box_iou(boxes, truth), ~ignore
        total += int(free.sum())
        for i in scores.argsort(descending=True).tolist():
            good = iou[i] >= threshold
            if (good & free).any():
                free[torch.where(good & free, iou[i], -1).argmax()] = False
                ranked.append((scores[i].item(), 1.0))
            else:
                ranked.append((scores[i].item(), 0.0))
    if not ranked or not total:
        return 0.0
    hits = torch.tensor([hit for _, hit in sorted(ranked, reverse=True)], dtype=torch.float64)
    precision = hits.cumsum(0) / torch.arange(1, len(hits) + 1)
    return float((precision.flip(0).cummax(0).values.flip(0) * hits).sum() / total)
