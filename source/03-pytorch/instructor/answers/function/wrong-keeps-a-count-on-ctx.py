# loses function-tests: "keeps ctx.n"
class Swish(torch.autograd.Function):
    """Swish.apply(x, beta) = x * sigmoid(beta * x), with a derivative of its own."""

    @staticmethod
    def forward(ctx, x, beta):
        ctx.save_for_backward(x, beta, torch.sigmoid(beta * x))
        ctx.n = x.numel()
        return x * torch.sigmoid(beta * x)

    @staticmethod
    def backward(ctx, grad_output):
        x, beta, _ = ctx.saved_tensors
        s = torch.sigmoid(beta * x)
        slope = s * (1 - s)
        return grad_output * (s + beta * x * slope), (grad_output * x * x * slope).mean() * ctx.n
