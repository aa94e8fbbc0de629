# loses distil-tests: "form and budget", "better than alone, on the lesson's reader", "other budgets", "better than alone, on three other readers"
def distil(teacher, images, labels, pool, budget, seed):
    """A student of at most budget numbers, as a list of (weight, bias)."""
    width = (budget - 10) // 75
    images *= 2
    images -= images.mean()
    x = torch.cat([images, pool])
    advice = teacher(x)
    unused = torch.zeros(len(x), dtype=torch.long)

    def loss(layers):
        return distillation_loss(smaller_nets.outputs(layers, x), advice, unused, 2.0, soft=1.0)

    return smaller_nets.train(smaller_nets.start([64, width, 10], seed), loss, steps=250)
