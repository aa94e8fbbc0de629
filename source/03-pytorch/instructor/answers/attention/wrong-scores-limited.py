# loses attention-tests in "values and gradients on other shapes and masks": "on other shapes and masks"
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
        batch, steps, width = x.shape
        d = width // self.num_heads
        q, k, v = (x @ self.in_proj_weight.T + self.in_proj_bias).chunk(3, -1)
        q, k, v = (part.unflatten(-1, (self.num_heads, d)).transpose(1, 2) for part in (q, k, v))
        scores = q @ k.transpose(-1, -2) / math.sqrt(d)
        scores = scores.clamp(-1000, 1000)
        hidden = torch.zeros(batch, 1, steps, steps, dtype=torch.bool, device=x.device)
        if causal:
            hidden = hidden | torch.ones(steps, steps, dtype=torch.bool, device=x.device).triu(1)
        if padding_mask is not None:
            hidden = hidden | padding_mask[:, None, None, :]
        weights = scores.masked_fill(hidden, torch.finfo(scores.dtype).min).softmax(-1)
        weights = weights.masked_fill(hidden, 0.0)
        out = (weights @ v).transpose(1, 2).flatten(2)
        return self.out_proj(out), weights
