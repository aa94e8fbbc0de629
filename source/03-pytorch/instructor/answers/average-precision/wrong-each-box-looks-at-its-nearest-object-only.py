# loses average-precision-tests: "object 2 by 0.6667", "the free object that it overlaps most"
def average_precision(detections, objects, threshold=0.5):
    ranked, total = [], 0
    for (boxes, scores), (truth, ignore) in zip(detections, objects):
        total += (~ignore).sum().item()
        taken = set()
        table = box_iou(boxes, truth)
        for i in torch.argsort(scores, descending=True).tolist():
            nearest = int(table[i].argmax()) if len(truth) else -1
            if nearest < 0 or table[i, nearest] < threshold:
                ranked.append((float(scores[i]), False))
            elif not ignore[nearest]:
                ranked.append((float(scores[i]), nearest not in taken))
                taken.add(nearest)
    ranked.sort(reverse=True)
    area, best, hits = 0.0, 0.0, sum(hit for _, hit in ranked)
    for seen in range(len(ranked), 0, -1):
        best = max(best, hits / seen)
        if ranked[seen - 1][1]:
            area, hits = area + best, hits - 1
    return area / total if total else 0.0
