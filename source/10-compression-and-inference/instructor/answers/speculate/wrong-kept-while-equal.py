# loses speculate-tests: "one token, one ahead: a fair coin, and a draft that isn't", "a longer prompt"
def speculate(target, draft, prompt, length, ahead, pick):
    tokens, rounds, accepted = list(prompt), 0, 0
    while len(tokens) < len(prompt) + length:
        rounds += 1
        drafted = []
        for _ in range(ahead):
            drafted.append(pick(draft(tokens + drafted)))
        wanted = target(tokens, drafted)
        for token, own in zip(drafted, wanted):
            tokens.append(pick(own))
            if tokens[-1] != token:
                break
            accepted += 1
        else:
            tokens.append(pick(wanted[ahead]))
    return {"tokens": tokens[len(prompt) :][:length], "rounds": rounds, "accepted": accepted}
