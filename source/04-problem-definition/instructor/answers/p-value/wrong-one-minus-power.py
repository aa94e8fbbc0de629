# loses p-value-tests: "chance_of_no_effect(0.05, 0.8, 0.1)"
def chance_of_no_effect(alpha, power, real):
    return 1 - power
