def judge(scores, test, k, catalogue):
    """Readers judged, recall, NDCG, MRR and coverage at k."""
    def best(reader):
        given, wanted = scores.get(reader, {}), test.get(reader, ())
        names = sorted(given)
        order = np.lexsort(([n in wanted for n in names], [-given[n] for n in names])) if names else []
        return [names[i] for i in order][:k]

    worth = 1 / np.log2(np.arange(2, k + 2))
    judged = [r for r in test if len(test[r])]
    recall, ndcg, mrr = [], [], []
    for r in judged:
        listed = best(r)
        hit = np.zeros(k)
        for place, one in enumerate(listed):
            hit[place] = one in test[r]
        recall.append(hit.sum() / len(test[r]))
        ndcg.append((hit * worth).sum() / worth[: len(test[r])].sum())
        mrr.append(1 / (1 + hit.argmax()) if hit.any() else 0.0)
    shown = set().union(*[best(r) for r in scores])
    if not judged:
        return dict(readers=0, recall=None, ndcg=None, mrr=None, coverage=len(shown) / len(catalogue))
    return dict(readers=len(judged), recall=np.mean(recall), ndcg=np.mean(ndcg), mrr=np.mean(mrr), coverage=len(shown) / len(catalogue))
