# loses lstm-tests: "MaskedLSTM(2, 3) in training mode"
class MaskedLSTM(nn.Module):
    """x (batch, steps, input_size), lengths (batch,) → (batch, steps, hidden_size), (h, c)."""

    def __init__(self, input_size, hidden_size):
        super().__init__()
        k = 1 / math.sqrt(hidden_size)

        def draw(*shape):
            return nn.Parameter(torch.empty(*shape).uniform_(-k, k))

        self.hidden_size = hidden_size
        self.weight_ih = draw(4 * hidden_size, input_size)
        self.weight_hh = draw(4 * hidden_size, hidden_size)
        self.bias_ih = draw(4 * hidden_size)
        self.bias_hh = draw(4 * hidden_size)

    def forward(self, x, lengths):
        batch, steps, _ = x.shape
        alive = torch.arange(steps, device=x.device) < lengths[:, None]
        x = torch.where(alive[..., None], x, 0.0)
        h = c = x.new_zeros(batch, self.hidden_size)
        outputs = []
        for t in range(steps):
            gates = x[:, t] @ self.weight_ih.T + self.bias_ih + h @ self.weight_hh.T + self.bias_hh
            i, f, g, o = gates.chunk(4, dim=1)
            now = alive[:, t, None] & (x[:, t] != 0).any(-1, keepdim=True)
            new_c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            new_h = torch.sigmoid(o) * torch.tanh(new_c)
            c = torch.where(now, new_c, c)
            h = torch.where(now, new_h, h)
            outputs.append(torch.where(now, new_h, 0.0))
        return torch.stack(outputs, dim=1), (h, c)
