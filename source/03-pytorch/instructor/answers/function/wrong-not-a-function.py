# loses function-tests: "doesn't do the gradient itself"
class Swish:
    @staticmethod
    def apply(x, beta):
        return x * torch.sigmoid(beta * x)
