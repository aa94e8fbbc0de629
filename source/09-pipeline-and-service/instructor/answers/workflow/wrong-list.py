# loses workflow-tests: "refuses it"
def workflow():
    return ["on: push"]
