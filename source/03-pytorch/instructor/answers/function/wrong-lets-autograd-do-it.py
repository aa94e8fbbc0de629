# loses function-tests: "torch.enable_grad"
class Swish(torch.autograd.Function):
    """Swish.apply(x, beta) = x * sigmoid(beta * x), with a derivative of its own."""

    @staticmethod
    def forward(ctx, x, beta):
        ctx.save_for_backward(x, beta)
        return x * torch.sigmoid(beta * x)

    @staticmethod
    def backward(ctx, grad_output):
        x, beta = ctx.saved_tensors
        with torch.enable_grad():
            x, beta = x.detach().requires_grad_(), beta.detach().requires_grad_()
            y = x * torch.sigmoid(beta * x)
        return torch.autograd.grad(y, (x, beta), grad_output)
