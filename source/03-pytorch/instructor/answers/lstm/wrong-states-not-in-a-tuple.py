# loses lstm-tests: "forward returns (tensor, tensor, tensor), expected (tensor, (tensor, tensor))"
class MaskedLSTM(nn.Module):
    def __init__(self, input_size, hidden_size):
        super().__init__()
        self.hidden_size = hidden_size
        b = 1 / math.sqrt(hidden_size)
        self.weight_ih = nn.Parameter(torch.empty(4 * hidden_size, input_size).uniform_(-b, b))
        self.weight_hh = nn.Parameter(torch.empty(4 * hidden_size, hidden_size).uniform_(-b, b))
        self.bias_ih = nn.Parameter(torch.empty(4 * hidden_size).uniform_(-b, b))
        self.bias_hh = nn.Parameter(torch.empty(4 * hidden_size).uniform_(-b, b))

    def forward(self, x, lengths):
        h = c = x.new_zeros(len(x), self.hidden_size)
        outputs = []
        for step in range(x.shape[1]):
            gates = x[:, step] @ self.weight_ih.T + self.bias_ih
            gates = gates + h @ self.weight_hh.T + self.bias_hh
            i, f, g, o = gates.chunk(4, dim=1)
            new_c = f.sigmoid() * c + i.sigmoid() * g.tanh()
            new_h = o.sigmoid() * new_c.tanh()
            runs = (step < lengths)[:, None]
            c = torch.where(runs, new_c, c)
            h = torch.where(runs, new_h, h)
            outputs.append(torch.where(runs, h, 0))
        return torch.stack(outputs, dim=1), h, c
