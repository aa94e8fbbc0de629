# loses attention-tests in "the padding mask": "the input was changed"
class MultiheadAttention(nn.Module):
    """x (batch, steps, embed_dim) → the same shape, and weights (batch, heads, steps, steps)."""

    def __init__(self, embed_dim, num_heads):
        super().__init__()
        self.heads = num_heads
        self.in_proj_weight = nn.Parameter(torch.empty(3 * embed_dim, embed_dim))
        nn.init.xavier_uniform_(self.in_proj_weight)
        self.in_proj_bias = nn.Parameter(torch.zeros(3 * embed_dim))
        self.out_proj = nn.Linear(embed_dim, embed_dim)
        nn.init.zeros_(self.out_proj.bias)

    def forward(self, x, padding_mask=None, causal=False):
        three = (x @ self.in_proj_weight.T + self.in_proj_bias).chunk(3, dim=-1)
        q, k, v = (part.unflatten(-1, (self.heads, -1)).transpose(1, 2) for part in three)
        scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
        steps = x.shape[1]
        hidden = torch.zeros(steps, steps, dtype=torch.bool, device=x.device)
        if causal:
            hidden = torch.ones_like(hidden).triu(1)
        if padding_mask is not None:
            hidden = hidden | ~padding_mask.logical_not_()[:, None, None, :]
        scores = scores.masked_fill(hidden, torch.finfo(scores.dtype).min)
        weights = scores.softmax(-1).masked_fill(hidden, 0)
        return self.out_proj((weights @ v).transpose(1, 2).flatten(2)), weights
