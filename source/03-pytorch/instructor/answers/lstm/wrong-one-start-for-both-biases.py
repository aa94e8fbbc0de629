# loses lstm-tests: "start with the same numbers"
class MaskedLSTM(nn.Module):
    def __init__(self, input_size, hidden_size):
        super().__init__()
        self.hidden_size = hidden_size
        b = 1 / math.sqrt(hidden_size)
        self.weight_ih = nn.Parameter(torch.empty(4 * hidden_size, input_size).uniform_(-b, b))
        self.weight_hh = nn.Parameter(torch.empty(4 * hidden_size, hidden_size).uniform_(-b, b))
        self.bias_ih = nn.Parameter(torch.empty(4 * hidden_size).uniform_(-b, b))
        self.bias_hh = nn.Parameter(self.bias_ih.detach().clone())

    def forward(self, x, lengths):
        batch, steps, _ = x.shape
        alive = torch.arange(steps, device=x.device) < lengths[:, None]
        x = torch.where(alive[..., None], x, 0.0)
        h = x.new_zeros(batch, self.hidden_size)
        c = x.new_zeros(batch, self.hidden_size)
        outputs = []
        for t in range(steps):
            gates = x[:, t] @ self.weight_ih.T + self.bias_ih + h @ self.weight_hh.T + self.bias_hh
            i, f, g, o = gates.chunk(4, dim=1)
            c_new = f.sigmoid() * c + i.sigmoid() * g.tanh()
            h_new = o.sigmoid() * c_new.tanh()
            on = alive[:, t, None]
            c = torch.where(on, c_new, c)
            h = torch.where(on, h_new, h)
            outputs.append(torch.where(on, h, 0.0))
        return torch.stack(outputs, 1), (h, c)
