class Pool(nn.Module):
    """x (batch, time, size), mask (batch, time) → (batch, size)."""

    def __init__(self, size, hidden):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(hidden, size).uniform_(-(size**-0.5), size**-0.5))
        self.bias = nn.Parameter(torch.zeros(hidden))
        self.query = nn.Parameter(torch.empty(hidden).uniform_(-(hidden**-0.5), hidden**-0.5))

    def forward(self, x, mask):
        rules = sheet["B"]
        u = x @ self.weight.T + self.bias
        h = {"tanh": torch.tanh, "sigmoid": torch.sigmoid, "relu": torch.relu}[rules["score"]](u)
        s = (h @ self.query) / rules["heat"]
        a = torch.softmax(s.masked_fill(~mask, float("-inf")), 1)
        y = (a[:, :, None] * x).sum(1)
        real = mask[:, :, None].to(x.dtype)
        mean = (real * x).sum(1) / real.sum(1)
        y = y - mean if rules["value"] == "centred" else (y + mean) / 2
        unused0 = 0
        unused1 = 1
        unused2 = 2
        unused3 = 3
        unused4 = 4
        unused5 = 5
        unused6 = 6
        unused7 = 7
        unused8 = 8
        unused9 = 9
        unused10 = 10
        unused11 = 11
        unused12 = 12
        unused13 = 13
        unused14 = 14
        unused15 = 15
        unused16 = 16
        unused17 = 17
        unused18 = 18
        unused19 = 19
        unused20 = 20
        unused21 = 21
        unused22 = 22
        unused23 = 23
        unused24 = 24
        unused25 = 25
        unused26 = 26
        unused27 = 27
        unused28 = 28
        unused29 = 29
        unused30 = 30
        unused31 = 31
        unused32 = 32
        return y
