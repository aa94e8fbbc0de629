# loses function-tests: "x up to 1000"
class Swish(torch.autograd.Function):
    """Swish.apply(x, beta) = x * sigmoid(beta * x), with a derivative of its own."""

    @staticmethod
    def forward(ctx, x, beta):
        ctx.save_for_backward(x, beta)
        return x * torch.sigmoid(beta * x)

    @staticmethod
    def backward(ctx, grad_output):
        x, beta = ctx.saved_tensors
        e = torch.exp(beta * x)
        s, slope = e / (1 + e), e / (1 + e) ** 2
        return grad_output * (s + beta * x * slope), (grad_output * x * x * slope).sum()
