# loses cut-chain-tests: "the size of"
def cut_chain(model, at, keep):
    return surgery_nets.masked(model, at, keep)
