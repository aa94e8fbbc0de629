# loses lstm-tests: "has no 'weight_ih'"
class MaskedLSTM(nn.Module):
    """x (batch, steps, input_size), lengths (batch,) → (batch, steps, hidden_size), (h, c)."""

    def __init__(self, input_size, hidden_size):
        super().__init__()
        self.size = hidden_size
        self.ih = nn.Linear(input_size, 4 * hidden_size)
        self.hh = nn.Linear(hidden_size, 4 * hidden_size)

    def forward(self, x, lengths):
        h = c = x.new_zeros(x.shape[0], self.size)
        outputs = []
        for step in range(x.shape[1]):
            gates = self.ih(x[:, step])
            gates = gates + self.hh(h)
            i, f, g, o = gates.chunk(4, dim=1)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            alive = (step < lengths)[:, None]
            h, c = torch.where(alive, new_h, h), torch.where(alive, new_c, c)
            outputs.append(h * alive)
        return torch.stack(outputs, dim=1), (h, c)
