# loses function-tests: "uses torch.enable_grad", "which it uses"
def derivatives(x, beta, grad_output):
    with torch.enable_grad():
        x, beta = x.detach().requires_grad_(), beta.detach().requires_grad_()
        (x * torch.sigmoid(beta * x)).backward(grad_output)
    return x.grad, beta.grad


class Swish(torch.autograd.Function):
    """Swish.apply(x, beta) = x * sigmoid(beta * x), with a derivative of its own."""

    @staticmethod
    def forward(ctx, x, beta):
        ctx.save_for_backward(x, beta)
        return x * torch.sigmoid(beta * x)

    @staticmethod
    def backward(ctx, grad_output):
        return derivatives(*ctx.saved_tensors, grad_output)
