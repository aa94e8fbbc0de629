def find_coins(image):
    peaks = []
    for r in range(16, 33, 2):
        response = disc_response(image, r)
        top = F.max_pool2d(response[None], 9, 1, 4)[0]
        for y, x in torch.nonzero((response == top) & (response > 0.15)).tolist():
            peaks.append((response[y, x].item(), x, y, r))
    kept = []
    for score, x, y, r in sorted(peaks, reverse=True):
        if all((x - u) ** 2 + (y - v) ** 2 > (0.8 * (r + q)) ** 2 for _, u, v, q in kept):
            kept.append((score, x, y, r))
    boxes = [[x - r, y - r, x + r + 1, y + r + 1] for _, x, y, r in kept]
    scores = torch.tensor([score for score, *_ in kept], dtype=torch.float32)
    return torch.tensor(boxes, dtype=torch.float32).reshape(-1, 4), scores
