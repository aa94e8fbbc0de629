# loses p-value-tests: "chance_of_no_effect"
def chance_of_no_effect(alpha, power, real):
    """Of the ideas with p < alpha, the share that has no effect, if the share `real` of all ideas works."""
    return alpha * (1 - real) / (alpha * (1 - real) + real)
