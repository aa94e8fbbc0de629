# loses judge-tests: "of other recommenders"
def judge(scores, test, k, catalogue):
    lists = {}
    for r, s in scores.items():
        own = test.get(r, set())
        lists[r] = sorted([a for a in s if s[a] > -1], key=lambda a: (-s[a], a in own, a))[:k]
    people = [r for r in test if test[r]]
    rec, nd, mr = [], [], []
    for r in people:
        ranks = [i for i, a in enumerate(lists.get(r, []), 1) if a in test[r]]
        rec.append(len(ranks) / len(test[r]))
        ideal = sum(1 / math.log2(i + 1) for i in range(1, min(k, len(test[r])) + 1))
        nd.append(sum(1 / math.log2(i + 1) for i in ranks) / ideal)
        mr.append(1 / ranks[0] if ranks else 0)
    mean = lambda v: sum(v) / len(v) if v else None
    shown = {a for l in lists.values() for a in l}
    return {"readers": len(people), "recall": mean(rec), "ndcg": mean(nd), "mrr": mean(mr), "coverage": len(shown) / len(catalogue)}
