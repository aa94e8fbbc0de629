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
        h = c = x.new_zeros(x.shape[0], self.weight_hh.shape[1])
        outputs = []
        real = torch.arange(x.shape[1], device=x.device) < lengths.unsqueeze(1)
        x = x.masked_fill(~real.unsqueeze(2), 0)
        projected = x @ self.weight_ih.T + self.bias_ih + self.bias_hh
        for step in range(x.shape[1]):
            gates = projected[:, step] + h @ self.weight_hh.T
            i, f, g, o = gates.chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            alive = (step < lengths)[:, None]
            h, c = torch.where(alive, new_h, h), torch.where(alive, new_c, c)
            outputs.append(h * alive)
        return torch.stack(outputs, dim=1), (h, c)
