# loses p-value-tests: "taken as the chance that nothing is there"
def chance_of_no_effect(alpha, power, real):
    return alpha
