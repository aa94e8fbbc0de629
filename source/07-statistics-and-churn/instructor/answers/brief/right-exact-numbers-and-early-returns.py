def advice(numbers, prices):
    def brings(end):
        return numbers[end] * prices[f"kept_{end}"] * prices["value"]

    if brings("high") <= prices["call"]:
        return "don't"
    return "trial" if brings("low") <= prices["call"] else "phone"


numbers = dict(
    found=77.77777777777777, precision=0.3888888888888889, lift=2.380952, euros=266.6667, low=0.3221, high=0.4613, pays=131,
    brier=0.18884600, mended=0.1161688, first=["minutes", "calls"], advice="trial",
)
