def chance_of_no_effect(alpha, power, real):
    odds = (power * real) / alpha
    return (1 - real) / ((1 - real) + odds)
