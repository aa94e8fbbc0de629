class MaskedLSTM(nn.Module):
    """x (batch, steps, input_size), lengths (batch,) → (batch, steps, hidden_size), (h, c)."""

    def __init__(self, input_size, hidden_size):
        super().__init__()
        bound = 1 / math.sqrt(hidden_size)
        for name, inner in [("ih", input_size), ("hh", hidden_size)]:
            weight = torch.empty(4 * hidden_size, inner).uniform_(-bound, bound)
            bias = torch.empty(4 * hidden_size).uniform_(-bound, bound)
            self.register_parameter(f"weight_{name}", nn.Parameter(weight))
            self.register_parameter(f"bias_{name}", nn.Parameter(bias))

    def forward(self, x, lengths):
        hidden = self.weight_hh.shape[1]
        outputs, last_h, last_c = [], [], []
        for row, length in zip(x, lengths.tolist()):
            h, c, seen = x.new_zeros(hidden), x.new_zeros(hidden), []
            for event in row[:length]:
                gates = self.weight_ih @ event + self.bias_ih + self.weight_hh @ h + self.bias_hh
                i, f, g, o = gates.split(hidden)
                c = f.sigmoid() * c + i.sigmoid() * g.tanh()
                h = o.sigmoid() * c.tanh()
                seen.append(h)
            seen += [x.new_zeros(hidden)] * (x.shape[1] - length)
            outputs.append(torch.stack(seen))
            last_h.append(h)
            last_c.append(c)
        return torch.stack(outputs), (torch.stack(last_h), torch.stack(last_c))
