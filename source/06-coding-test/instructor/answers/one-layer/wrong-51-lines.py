# loses one-layer-tests: "at most 50 logical lines", "51 logical lines"
class Gate(nn.Module):
    """x of shape (..., size) → the same shape."""

    def __init__(self, size):
        super().__init__()
        bound = size**-0.5
        self.weight = nn.Parameter(torch.empty(size, size).uniform_(-bound, bound))
        self.bias = nn.Parameter(torch.zeros(size))
        self.scale = nn.Parameter(torch.ones(size))

    def forward(self, x):
        rules = sheet["B"]
        n = self.scale * x / torch.sqrt(x.square().mean(-1, keepdim=True) + rules["eps"])
        z = n @ self.weight.T + self.bias
        if rules["gate"] == "hard":
            g = (z / 6 + 0.5).clamp(0, 1)
        else:
            g = torch.sigmoid(z) if rules["gate"] == "sigmoid" else (torch.tanh(z) + 1) / 2
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
        unused33 = 33
        unused34 = 34
        return x + g * n if rules["join"] == "residual" else g * n + (1 - g) * x
