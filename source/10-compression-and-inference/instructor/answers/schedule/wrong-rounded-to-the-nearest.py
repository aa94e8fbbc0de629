# loses schedule-tests: "memory: all letters grow to their end"
def schedule(state):
    """The ids of the waiting letters that start in this step."""
    def at_its_end(letter):
        return round((letter["prompt"] + letter["most"]) / state["page"])

    free = state["pages"] - sum(at_its_end(letter) for letter in state["running"])
    may_pass, chosen = math.inf, []
    for letter in state["waiting"]:
        if at_its_end(letter) <= free and may_pass > 0:
            chosen.append(letter["id"])
            free -= at_its_end(letter)
            may_pass -= 1
        else:
            may_pass = min(may_pass, state["limit"] - letter["overtaken"])
    return chosen
