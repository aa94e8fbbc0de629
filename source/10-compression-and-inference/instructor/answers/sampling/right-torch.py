def distribution(logits, seen=(), penalty=1.0, temperature=1.0, top_k=None, top_p=1.0, min_p=0.0):
    scores = torch.tensor(np.asarray(logits, dtype=np.float64)).clone()
    if len(seen):
        where = torch.tensor(list(seen))
        picked = scores[where]
        scores[where] = torch.where(picked > 0, picked / penalty, picked * penalty)
    if temperature == 0:
        return torch.nn.functional.one_hot(torch.tensor(int(np.argmax(scores.numpy()))), len(scores)).double().numpy()
    scores = scores / temperature
    if top_k is not None:
        bar = torch.topk(scores, min(top_k, len(scores))).values[-1]
        scores = scores.masked_fill(scores < bar, -math.inf)
    if top_p < 1.0:
        chances = torch.softmax(scores, 0)
        ordered, order = torch.sort(chances, descending=True, stable=True)
        before = torch.cumsum(ordered, 0) - ordered
        scores[order[before >= top_p - 1e-12]] = -math.inf
    chances = torch.softmax(scores, 0)
    chances[chances < min_p * chances.max()] = 0
    return (chances / chances.sum()).numpy()
