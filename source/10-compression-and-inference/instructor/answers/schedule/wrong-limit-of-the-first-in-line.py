# loses schedule-tests: "the example", "nobody starves"
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
            if letter is state["waiting"][0]:
                left = min(left, state["limit"] - letter["overtaken"])
    return starts
