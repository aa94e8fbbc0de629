# loses soften-tests: "float16"
def soften(logits, temperature):
    return torch.softmax(logits / temperature, dim=-1, dtype=torch.float64 if logits.dtype == torch.float64 else torch.float32)
