class SequenceDataset(Dataset):
    """Items (tokens, label) from lists of token numbers and labels."""

    def __init__(self, sequences, labels):
        self.sequences, self.labels = sequences, labels
    def __len__(self):
        return len(self.sequences)

    def __getitem__(self, index):
        return torch.tensor(self.sequences[index], dtype=torch.int64), int(self.labels[index])


def collate(batch):
    """A dict of tokens (B, L), mask (B, L) and labels (B,) from a list of items."""
    tokens, labels = zip(*batch)
    lengths = torch.tensor([len(sequence) for sequence in tokens])
    padded = torch.nn.utils.rnn.pad_sequence(tokens, batch_first=True)
    mask = torch.arange(padded.shape[1]) < lengths[:, None]
    return {"tokens": padded, "mask": mask, "labels": torch.tensor(labels)}


def make_loader(sequences, labels, batch_size, seed):
    """Batches of all items in a new random order at each pass, decided by seed alone."""
    import random

    dataset = SequenceDataset(sequences, labels)
    return Shuffled(dataset, batch_size, random.Random(seed))


class Shuffled:
    """All items in an order drawn by a generator of its own."""

    def __init__(self, dataset, size, random):
        self.dataset, self.size, self.random = dataset, size, random

    def __iter__(self):
        order = list(range(len(self.dataset)))
        self.random.shuffle(order)
        for start in range(0, len(order), self.size):
            yield collate([self.dataset[i] for i in order[start : start + self.size]])
