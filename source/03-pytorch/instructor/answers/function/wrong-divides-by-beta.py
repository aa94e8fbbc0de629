# loses function-tests: "beta 0"
class Swish(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, beta):
        ctx.save_for_backward(x, beta)
        z = beta * x
        return z * torch.sigmoid(z) / beta

    @staticmethod
    def backward(ctx, grad_output):
        x, beta = ctx.saved_tensors
        s = torch.sigmoid(beta * x)
        dx = s + beta * x * s * (1 - s)
        dbeta = x * x * s * (1 - s)
        return grad_output * dx, (grad_output * dbeta).sum()
