# loses speculate-tests: "the example", "a longer prompt"
def speculate(target, draft, prompt, length, ahead, pick):
    tokens, rounds = list(prompt), 0
    while rounds < length:
        drafted = []
        for _ in range(ahead):
            drafted.append(pick(draft(tokens + drafted)))
        tokens.append(pick(target(tokens, drafted)[0]))
        rounds += 1
    return {"tokens": tokens[len(prompt) :], "rounds": rounds, "accepted": 0}
