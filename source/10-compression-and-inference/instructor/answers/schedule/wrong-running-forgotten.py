# loses schedule-tests: "the example", "pages don't lie idle"
def schedule(state):
    """The ids of the waiting letters that start in this step."""
    def at_its_end(letter):
        return -(-(letter["prompt"] + letter["most"]) // state["page"])

    free = state["pages"]
    may_pass, chosen = math.inf, []
    for letter in state["waiting"]:
        if at_its_end(letter) <= free and may_pass > 0:
            chosen.append(letter["id"])
            free -= at_its_end(letter)
            may_pass -= 1
        else:
            may_pass = min(may_pass, state["limit"] - letter["overtaken"])
    return chosen
