# loses average-precision-tests: ""
def average_precision(detections, objects, threshold=0.5):
    """Area under the falling precision-recall curve over all images, a float."""
    ranked, total = [], 0
    for (boxes, scores), (truth, ignore) in zip(detections, objects):
        iou, free = box_iou(boxes, truth), ~ignore
        total += int(free.sum())
        for i in scores.argsort(descending=True).tolist():
            good = iou[i] >= threshold
            if (good & free).any():
                k = int(torch.where(~ignore, iou[i], -1).argmax())
                ranked.append((scores[i].item(), float(free[k])))
                free[k] = False
            elif not (good & ignore).any():
                ranked.append((scores[i].item(), 0.0))
    if not ranked or not total:
        return 0.0
    hits = torch.tensor([hit for _, hit in sorted(ranked, reverse=True)], dtype=torch.float64)
    precision = hits.cumsum(0) / torch.arange(1, len(hits) + 1)
    return float((precision.flip(0).cummax(0).values.flip(0) * hits).sum() / total)
