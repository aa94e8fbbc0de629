# loses attention-tests: "the causal mask", "isn't small beside such scores"
class MultiheadAttention(nn.Module):
    def __init__(self, embed_dim, num_heads):
        super().__init__()
        self.num_heads = num_heads
        self.in_proj_weight = nn.Parameter(torch.empty(3 * embed_dim, embed_dim))
        nn.init.xavier_uniform_(self.in_proj_weight)
        self.in_proj_bias = nn.Parameter(torch.zeros(3 * embed_dim))
        self.out_proj = nn.Linear(embed_dim, embed_dim)
        nn.init.zeros_(self.out_proj.bias)

    def forward(self, x, padding_mask=None, causal=False):
        steps = x.shape[1]
        q, k, v = (x @ self.in_proj_weight.T + self.in_proj_bias).chunk(3, -1)
        q, k, v = (t.unflatten(-1, (self.num_heads, -1)).transpose(1, 2) for t in (q, k, v))
        scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
        hidden = torch.zeros(1, 1, steps, steps, dtype=torch.bool, device=x.device)
        if causal:
            hidden = hidden | torch.ones_like(hidden).triu(1)
        if padding_mask is not None:
            hidden = hidden | padding_mask[:, None, None, :]
        low = -100.0
        weights = scores.masked_fill(hidden, low).softmax(-1).masked_fill(hidden, 0)
        output = (weights @ v).transpose(1, 2).flatten(2)
        return self.out_proj(output), weights
