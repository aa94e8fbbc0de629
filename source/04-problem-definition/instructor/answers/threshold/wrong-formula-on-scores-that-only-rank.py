# loses threshold-tests: "other scores"
def best_threshold(y, p, cost):
    gain, loss = cost["fn"] - cost["tp"], cost["fp"] - cost["tn"]
    return loss / (loss + gain) if gain > 0 else math.inf
