class MaskedLSTM(nn.Module):
    def __init__(self, input_size, hidden_size):
        super().__init__()
        self.n = hidden_size
        k = hidden_size**-0.5
        self.weight_ih = nn.Parameter(
            nn.init.uniform_(torch.empty(4 * hidden_size, input_size), -k, k)
        )
        self.weight_hh = nn.Parameter(
            nn.init.uniform_(torch.empty(4 * hidden_size, hidden_size), -k, k)
        )
        self.bias_ih = nn.Parameter(nn.init.uniform_(torch.empty(4 * hidden_size), -k, k))
        self.bias_hh = nn.Parameter(nn.init.uniform_(torch.empty(4 * hidden_size), -k, k))

    def forward(self, x, lengths):
        steps = torch.arange(x.size(1), device=x.device)
        mask = (steps < lengths.unsqueeze(1)).unsqueeze(-1)
        x = x.masked_fill(~mask, 0.0)
        h = c = torch.zeros(x.size(0), self.n).to(x)
        out = []
        for t in range(x.size(1)):
            z = torch.addmm(self.bias_ih, x[:, t], self.weight_ih.t()) + torch.addmm(
                self.bias_hh, h, self.weight_hh.t()
            )
            i, f, g, o = z.split(self.n, 1)
            m = mask[:, t].to(x.dtype)
            c_new = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            h_new = torch.sigmoid(o) * torch.tanh(c_new)
            c = m * c_new + (1 - m) * c
            h = m * h_new + (1 - m) * h
            out.append(m * h)
        return torch.stack(out, dim=1), (h, c)
