# loses cut-readers-tests: "the size of"
def cut(model, at, keep):
    small = copy.deepcopy(model).eval()
    gone = [k for k in range(small[at].out_channels) if k not in keep]
    small[at].weight.data[gone] = 0
    if small[at].bias is not None:
        small[at].bias.data[gone] = 0
    return small
