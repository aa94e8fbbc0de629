# loses function-tests: "a difference quotient"
class Swish(torch.autograd.Function):
    """Swish.apply(x, beta) = x * sigmoid(beta * x), with a derivative of its own."""

    @staticmethod
    def forward(ctx, x, beta):
        ctx.save_for_backward(x, beta)
        return x * torch.sigmoid(beta * x)

    @staticmethod
    def backward(ctx, grad_output):
        x, beta = ctx.saved_tensors
        a, b, e = x.double(), beta.double(), 1e-5

        def f(a, b):
            return a * torch.sigmoid(b * a)

        by_x = ((f(a + e, b) - f(a - e, b)) / (2 * e)).to(x.dtype)
        by_beta = ((f(a, b + e) - f(a, b - e)) / (2 * e)).to(x.dtype)
        return grad_output * by_x, (grad_output * by_beta).sum()
