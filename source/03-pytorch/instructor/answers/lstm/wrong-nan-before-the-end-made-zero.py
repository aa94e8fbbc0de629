# loses lstm-tests: "must be NaN"
class MaskedLSTM(nn.Module):
    def __init__(self, input_size, hidden_size):
        super().__init__()
        bound = 1 / math.sqrt(hidden_size)
        self.hidden_size = hidden_size
        for name, shape in [
            ("weight_ih", (4 * hidden_size, input_size)),
            ("weight_hh", (4 * hidden_size, hidden_size)),
            ("bias_ih", (4 * hidden_size,)),
            ("bias_hh", (4 * hidden_size,)),
        ]:
            setattr(self, name, nn.Parameter(torch.empty(shape).uniform_(-bound, bound)))

    def forward(self, x, lengths):
        alive = torch.arange(x.shape[1], device=x.device) < lengths[:, None]
        x = torch.where(x.isfinite(), x, 0)
        h = c = x.new_zeros(len(x), self.hidden_size)
        outputs = []
        for step in range(x.shape[1]):
            gates = (
                x[:, step] @ self.weight_ih.T
                + self.bias_ih
                + h @ self.weight_hh.T
                + self.bias_hh
            )
            i, f, g, o = gates.chunk(4, 1)
            new_c = f.sigmoid() * c + i.sigmoid() * g.tanh()
            new_h = o.sigmoid() * new_c.tanh()
            on = alive[:, step, None]
            h, c = torch.where(on, new_h, h), torch.where(on, new_c, c)
            outputs.append(torch.where(on, new_h, 0.0))
        return torch.stack(outputs, 1), (h, c)
