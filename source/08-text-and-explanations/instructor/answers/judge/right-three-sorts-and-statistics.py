import statistics


def judge(scores, test, k, catalogue):
    """Readers judged, recall, NDCG, MRR and coverage at k."""
    tops = {}
    for who, values in scores.items():
        ranked = sorted(values)
        ranked.sort(key=lambda a: a in test.get(who, set()))
        ranked.sort(key=values.get, reverse=True)
        tops[who] = ranked[:k]
    found = {name: [] for name in ("recall", "ndcg", "mrr")}
    for who, wanted in test.items():
        if not wanted:
            continue
        hits = [a in wanted for a in tops.get(who, [])]
        found["recall"].append(sum(hits) / len(wanted))
        gain = math.fsum(math.log(2) / math.log(2 + i) for i, hit in enumerate(hits) if hit)
        top = math.fsum(math.log(2) / math.log(2 + i) for i in range(k) if i < len(wanted))
        found["ndcg"].append(gain / top)
        found["mrr"].append(1 / (hits.index(True) + 1) if True in hits else 0)
    result = {name: statistics.fmean(values) if values else None for name, values in found.items()}
    result["readers"] = len(found["mrr"])
    result["coverage"] = sum(any(a in top for top in tops.values()) for a in catalogue) / len(catalogue)
    return result
