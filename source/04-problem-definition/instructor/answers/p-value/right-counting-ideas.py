def chance_of_no_effect(alpha, power, real):
    ideas = 1_000_000
    true = ideas * real * power
    false = ideas * (1 - real) * alpha
    return false / (true + false)
