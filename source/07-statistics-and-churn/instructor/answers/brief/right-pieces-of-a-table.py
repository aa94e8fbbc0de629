def advice(numbers, prices):
    ends = [numbers[end] * prices["kept_" + end] * prices["value"] > prices["call"] for end in ("low", "high")]
    return {(True, True): "phone", (False, True): "trial", (False, False): "don't"}[tuple(ends)]


numbers = {"found": 77.8, "precision": 0.389, "lift": 2.38, "euros": 267.0, "low": 0.322, "high": 0.458, "pays": 131.0, "brier": 0.189}
numbers["mended"] = 0.117
numbers["first"] = ("calls", "minutes")
numbers["advice"] = "trial"
