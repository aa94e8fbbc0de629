# loses cut-net-tests: "the size of"
def cut_net(net, keep):
    return surgery_nets.masked_net(net, keep)
