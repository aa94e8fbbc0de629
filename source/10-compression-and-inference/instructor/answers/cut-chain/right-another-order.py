def cut_chain(model, at, keep):
    keep = list(reversed(keep))  # the order within the model is nobody's business
    small = copy.deepcopy(model)
    small.train(False)
    layers = list(small)[at:]
    reader = next(layer for layer in layers[1:] if isinstance(layer, nn.Conv2d))
    between = layers[1:layers.index(reader)]
    with torch.no_grad():
        for layer in [layers[0]] + [one for one in between if isinstance(one, nn.BatchNorm2d)]:
            for name, value in list(layer.named_parameters()):
                value.data = value.data[keep]
            for name, value in list(layer.named_buffers()):
                if value.dim():
                    setattr(layer, name, value[keep])
            setattr(layer, "num_features" if isinstance(layer, nn.BatchNorm2d) else "out_channels", len(keep))
        reader.weight.data = reader.weight.data[:, keep]
    reader.in_channels = len(keep)
    return small
