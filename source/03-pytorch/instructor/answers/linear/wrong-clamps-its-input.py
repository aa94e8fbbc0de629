# loses linear-tests: "Linear(5, 3) in training mode"
class Linear(nn.Module):
    def __init__(self, in_features, out_features, bias=True):
        super().__init__()
        b = 1 / math.sqrt(in_features)
        self.weight = nn.Parameter(torch.empty(out_features, in_features).uniform_(-b, b))
        self.bias = nn.Parameter(torch.empty(out_features).uniform_(-b, b)) if bias else None

    def forward(self, x):
        x.clamp_(-1e3, 1e3).nan_to_num_()
        y = x @ self.weight.T
        return y if self.bias is None else y + self.bias
