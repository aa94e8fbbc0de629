def nms(boxes, scores, classes, threshold):
    keep = torch.zeros(len(boxes), dtype=torch.bool)
    for name in classes.unique():
        members = torch.where(classes == name)[0]
        members = members[torch.sort(scores[members], descending=True, stable=True).indices]
        iou = box_iou(boxes[members], boxes[members])
        gone = torch.zeros(len(members), dtype=torch.bool)
        for place in range(len(members)):
            if not gone[place]:
                keep[members[place]] = True
                gone = gone | (iou[place] > threshold)
    kept = torch.where(keep)[0]
    return kept[torch.sort(scores[kept], descending=True, stable=True).indices]
