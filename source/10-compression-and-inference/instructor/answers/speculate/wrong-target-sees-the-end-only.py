# loses speculate-tests: "a longer prompt", "target was called with the text"
def speculate(target, draft, prompt, length, ahead, pick):
    tokens, rounds, accepted = list(prompt), 0, 0
    while len(tokens) - len(prompt) < length:
        rounds += 1
        drafted, guesses = [], []
        for _ in range(ahead):
            q = draft(tokens + drafted)
            guesses.append(q)
            drafted.append(pick(q))
        wanted = target(tokens[-2:], drafted)
        taken = []
        for place, token in enumerate(drafted):
            told = acceptance(wanted[place], guesses[place])
            chance = float(told["accept"][token])
            if pick([1 - chance, chance]) == 1:
                taken.append(token)
                accepted += 1
            else:
                taken.append(pick(list(told["instead"])))
                break
        else:
            taken.append(pick(wanted[ahead]))
        tokens += taken
    return {"tokens": tokens[len(prompt):][:length], "rounds": rounds, "accepted": accepted}
