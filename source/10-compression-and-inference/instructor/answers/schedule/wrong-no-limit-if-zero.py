# loses schedule-tests: "nobody starves", "at most 0 times"
def schedule(state):
    def pages(letter):
        return -(-(letter["prompt"] + letter["most"]) // state["page"])

    free = state["pages"] - sum(pages(letter) for letter in state["running"])
    left, starts = math.inf, []
    for letter in state["waiting"]:
        if left >= 1 and pages(letter) <= free:
            starts.append(letter["id"])
            free -= pages(letter)
            left -= 1
        else:
            left = min(left, (state["limit"] or math.inf) - letter["overtaken"])
    return starts
