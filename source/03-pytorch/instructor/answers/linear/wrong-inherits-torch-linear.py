# loses linear-tests: "uses torch.nn.Linear"
class Linear(nn.Linear):
    pass
