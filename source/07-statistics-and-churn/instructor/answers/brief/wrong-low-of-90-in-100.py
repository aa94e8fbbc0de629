# loses brief-tests: "low contradicts"
def advice(numbers, prices):
    """"phone", "don't" or "trial", by what a call brings in the worst and in the best case."""
    worst = numbers["low"] * prices["kept_low"] * prices["value"]
    best = numbers["high"] * prices["kept_high"] * prices["value"]
    if worst > prices["call"]:
        return "phone"
    return "don't" if best <= prices["call"] else "trial"


numbers = {
    "found": 77.8,
    "precision": 0.389,
    "lift": 2.38,
    "euros": 267,
    "low": 0.334,
    "high": 0.459,
    "pays": 131,
    "brier": 0.189,
    "mended": 0.117,
    "first": ("calls", "minutes"),
    "advice": "trial",
}
