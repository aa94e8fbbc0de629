# loses function-tests: "beta 0"
class Swish(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, beta):
        ctx.save_for_backward(x, beta)
        return x * torch.sigmoid(beta * x)

    @staticmethod
    def backward(ctx, grad_output):
        x, beta = ctx.saved_tensors
        s = torch.sigmoid(beta * x)
        dx = s + beta * x * s * (1 - s)
        dbeta = (dx - s) * x / beta
        return grad_output * dx, (grad_output * dbeta).sum()
