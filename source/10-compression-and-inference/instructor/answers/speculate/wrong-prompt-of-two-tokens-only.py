# loses speculate-tests: "a longer prompt"
def speculate(target, draft, prompt, length, ahead, pick):
    """{"tokens", "rounds", "accepted"}: length new tokens by the target's distribution, drafted ahead by draft."""
    tokens, rounds, accepted = list(prompt[:2]), 0, 0
    prompt = prompt[:2]
    while len(tokens) < len(prompt) + length:
        rounds += 1
        drafted, shares = [], []
        for _ in range(ahead):
            shares.append(draft(tokens + drafted))
            drafted.append(pick(shares[-1]))
        wanted = target(tokens, drafted)
        for token, own, share in zip(drafted, wanted, shares):
            judged = acceptance(own, share)
            chance = judged["accept"][token]
            if pick([1 - chance, chance]) == 0:
                tokens.append(pick(judged["instead"]))
                break
            tokens.append(token)
            accepted += 1
        else:
            tokens.append(pick(wanted[ahead]))
    return {"tokens": tokens[len(prompt) :][:length], "rounds": rounds, "accepted": accepted}
