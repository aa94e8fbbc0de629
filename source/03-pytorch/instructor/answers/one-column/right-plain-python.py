def learn(column):
    there = sorted(value for value in column if value == value)
    half, odd = divmod(len(there), 2)
    median = there[half] if odd else (there[half - 1] + there[half]) / 2
    whole = [value if value == value else median for value in column]
    mean = sum(whole) / len(whole)
    if min(whole) == max(whole):
        return median, median, 1.0
    return median, mean, (sum((value - mean) ** 2 for value in whole) / len(whole)) ** 0.5


def scaled(column, learnt):
    median, mean, deviation = learnt
    numbers = [((value if value == value else median) - mean) / deviation for value in column]
    return np.array(numbers, dtype="float32")
