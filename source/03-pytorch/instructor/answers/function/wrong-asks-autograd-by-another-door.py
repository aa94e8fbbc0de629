# loses function-tests: ""
class Swish(torch.autograd.Function):
    """Swish.apply(x, beta) = x * sigmoid(beta * x), with a derivative of its own."""

    @staticmethod
    def forward(ctx, x, beta):
        ctx.save_for_backward(x, beta)
        return x * torch.sigmoid(beta * x)

    @staticmethod
    def backward(ctx, grad_output):
        x, beta = ctx.saved_tensors
        a, b = (value.detach().requires_grad_() for value in (x, beta))
        torch._C._set_grad_enabled(True)
        out = a * torch.sigmoid(b * a)
        torch._C._set_grad_enabled(False)
        engine = torch.autograd.Variable._execution_engine
        return engine.run_backward((out,), (grad_output,), False, False, (a, b), allow_unreachable=True)
