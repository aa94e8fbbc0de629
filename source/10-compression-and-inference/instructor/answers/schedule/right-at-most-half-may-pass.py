def schedule(state):
    def end(letter):
        return math.ceil((letter["prompt"] + letter["most"]) / state["page"])

    free = state["pages"] - sum(map(end, state["running"]))
    left = [one["overtaken"] for one in state["waiting"]]
    started = []
    for place, letter in enumerate(state["waiting"]):
        passed = [before for before in state["waiting"][:place] if before["id"] not in started]
        if end(letter) <= free and all(left[place2] < state["limit"] for place2, before in enumerate(state["waiting"][:place]) if before in passed):
            started.append(letter["id"])
            free -= end(letter)
            for place2, before in enumerate(state["waiting"][:place]):
                if before in passed:
                    left[place2] += 1
    return tuple(started)
