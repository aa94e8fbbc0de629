# loses find-coins-tests: "wrong boxes"
def find_coins(image):
    """Boxes (N, 4) in xyxy and scores (N,), one for each coin of the image (H, W)."""
    boxes, scores = [], []
    for r in range(16, 33, 2):
        response = disc_response(image, r)
        highest = F.max_pool2d(response[None, None], 5, stride=1, padding=2)[0, 0]
        y, x = torch.nonzero((response == highest) & (response > 0.15), as_tuple=True)
        boxes.append(torch.stack([x - r, y - r, x + r + 1, y + r + 1], 1).float())
        scores.append(response[y, x])
    boxes, scores = torch.cat(boxes), torch.cat(scores)
    kept = nms(boxes, scores, torch.zeros(len(boxes), dtype=torch.int64), 0.7)
    return boxes[kept], scores[kept]
