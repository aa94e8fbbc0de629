# loses average-precision-tests: "by so little comes first"
def average_precision(detections, objects, threshold=0.5):
    pairs, count = [], 0
    for (boxes, scores), (truth, ignore) in zip(detections, objects):
        scores = scores.float()
        count += int((~ignore).sum())
        iou = box_iou(boxes, truth)
        free = ~ignore
        for index in scores.argsort(descending=True).tolist():
            enough = iou[index] >= threshold
            able = enough & free
            if able.any():
                chosen = torch.where(able, iou[index], -1).argmax()
                free[chosen] = False
                pairs.append((scores[index].item(), 1))
            elif (enough & ignore).any():
                continue
            else:
                pairs.append((scores[index].item(), 0))
    if not count or not pairs:
        return 0.0
    pairs.sort(key=lambda pair: -pair[0])
    hits = torch.tensor([hit for _, hit in pairs], dtype=torch.float64)
    precision = hits.cumsum(0) / torch.arange(1, len(hits) + 1)
    raised = precision.flip(0).cummax(0).values.flip(0)
    return float((raised * hits).sum() / count)
