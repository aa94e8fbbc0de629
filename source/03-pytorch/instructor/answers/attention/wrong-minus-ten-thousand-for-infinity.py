# loses attention-tests: "whose only visible score is", "any other may be above a score"
class MultiheadAttention(nn.Module):
    def __init__(self, embed_dim, num_heads):
        super().__init__()
        self.heads, self.d = num_heads, embed_dim // num_heads
        self.in_proj_weight = nn.Parameter(torch.empty(3 * embed_dim, embed_dim))
        nn.init.xavier_uniform_(self.in_proj_weight)
        self.in_proj_bias = nn.Parameter(torch.zeros(3 * embed_dim))
        self.out_proj = nn.Linear(embed_dim, embed_dim)
        nn.init.zeros_(self.out_proj.bias)


    def forward(self, x, padding_mask=None, causal=False):
        parts = (x @ self.in_proj_weight.T + self.in_proj_bias).chunk(3, -1)
        q, k, v = (part.unflatten(-1, (self.heads, self.d)).transpose(1, 2) for part in parts)
        scores = q @ k.transpose(-1, -2) / math.sqrt(self.d)
        steps = x.shape[1]
        hidden = torch.zeros(1, 1, steps, steps, dtype=torch.bool, device=x.device)
        if causal:
            hidden = hidden | torch.ones_like(hidden).triu(1)
        if padding_mask is not None:
            hidden = hidden | padding_mask[:, None, None, :]
        weights = scores.masked_fill(hidden, -1e4).softmax(-1)
        weights = weights.masked_fill(hidden, 0)
        return self.out_proj((weights @ v).transpose(1, 2).flatten(2)), weights
