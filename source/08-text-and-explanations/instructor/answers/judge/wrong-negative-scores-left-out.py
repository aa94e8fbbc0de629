# loses judge-tests: "of other recommenders"
def judge(scores, test, k, catalogue):
    """Readers judged, recall, NDCG, MRR and coverage at k."""
    lists = {}
    for reader, given in scores.items():
        wanted = test.get(reader, set())
        order = sorted((one for one in given if given[one] >= 0), key=lambda one: (-given[one], one in wanted, one))
        lists[reader] = order[:k]
    rows = []
    for reader, wanted in test.items():
        if wanted:
            ranks = [r for r, one in enumerate(lists.get(reader, []), 1) if one in wanted]
            ideal = sum(1 / math.log2(r + 1) for r in range(1, min(k, len(wanted)) + 1))
            dcg = sum(1 / math.log2(r + 1) for r in ranks)
            rows.append((len(ranks) / len(wanted), dcg / ideal, 1 / ranks[0] if ranks else 0))
    recall, ndcg, mrr = np.mean(rows, axis=0).tolist() if rows else (None, None, None)
    shown = {one for listed in lists.values() for one in listed}
    return {
        "readers": len(rows),
        "recall": recall,
        "ndcg": ndcg,
        "mrr": mrr,
        "coverage": len(shown) / len(catalogue),
    }
