reasons = ["simple rule", "repetition", "fatal error", "must explain", "no data", "ethics", "pattern", "cost"]
verdicts = {}
for name, reason in zip(BRIEFS, reasons):
    verdict = next(verdict for verdict, words in CRITERIA.items() if reason in words)
    verdicts[name] = (verdict, reason)
