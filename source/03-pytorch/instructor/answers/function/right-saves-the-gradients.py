class Swish(torch.autograd.Function):
    """Swish.apply(x, beta) = x * sigmoid(beta * x), with a derivative of its own."""

    @staticmethod
    def forward(ctx, x, beta):
        s = torch.sigmoid(beta * x)
        slope = s * (1 - s)
        ctx.save_for_backward(s + beta * x * slope, x * x * slope)
        return x * torch.sigmoid(beta * x)

    @staticmethod
    def backward(ctx, grad_output):
        by_x, by_beta = ctx.saved_tensors
        return grad_output * by_x, (grad_output * by_beta).sum()
