# loses schedule-tests: "pages don't lie idle"
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
        elif sum(one["id"] not in starts for one in state["waiting"][:state["waiting"].index(letter)]) >= 2:
            break
        else:
            left = min(left, state["limit"] - letter["overtaken"])
    return starts
