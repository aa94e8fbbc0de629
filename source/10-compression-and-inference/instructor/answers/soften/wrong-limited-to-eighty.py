# loses soften-tests: "large logits, 1 apart"
def soften(logits, temperature):
    return torch.softmax((logits / temperature).clamp(-80, 80), dim=-1)
