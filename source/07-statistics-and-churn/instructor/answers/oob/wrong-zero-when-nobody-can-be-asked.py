# loses oob-tests: "nan"
def oob_error(drawn, votes, y):
    """Share of rows on which the majority of the trees that have not seen them is wrong."""
    wrong = []
    for row, happened in enumerate(y):
        said = [vote[row] for bag, vote in zip(drawn, votes) if row not in bag]
        if said:
            wrong.append((sum(said) > len(said) / 2) != happened)
    return sum(wrong) / len(wrong) if wrong else 0.0
