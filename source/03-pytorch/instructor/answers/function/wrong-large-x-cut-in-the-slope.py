# loses function-tests: "a small beta"
class Swish(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, beta):
        ctx.save_for_backward(x, beta)
        return x * torch.sigmoid(beta * x)

    @staticmethod
    def backward(ctx, grad_output):
        x, beta = ctx.saved_tensors
        s = torch.sigmoid(beta * x)
        t = s * (1 - s)
        x = x.clamp(-50, 50)
        gx = grad_output * (s + beta * x * t)
        gb = (grad_output * x * x * t).sum()
        return gx, gb
