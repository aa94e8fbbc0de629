# loses cross-entropy-tests: "torch.nn.functional.cross_entropy", "yourself"
import torch.nn.functional as F


def cross_entropy(logits, labels, smoothing=0.0, ignore_index=-100):
    if not (labels != ignore_index).any():
        return logits.sum() * 0
    return F.cross_entropy(logits, labels, label_smoothing=smoothing, ignore_index=ignore_index)
