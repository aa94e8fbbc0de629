# loses schedule-tests: "every letter is answered"
def schedule(state):
    """The ids of the waiting letters that start in this step."""
    def at_its_end(letter):
        return -(-(letter["prompt"] + letter["most"]) // state["page"])

    free = state["pages"] - sum(at_its_end(letter) for letter in state["running"])
    may_pass, chosen = math.inf, []
    for letter in state["waiting"]:
        if 4 * at_its_end(letter) <= 3 * state["pages"] and at_its_end(letter) <= free and may_pass > 0:
            chosen.append(letter["id"])
            free -= at_its_end(letter)
            may_pass -= 1
        else:
            may_pass = min(may_pass, state["limit"] - letter["overtaken"])
    return chosen
