# loses loader-tests: "none of the last 1200"
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
    lengths = torch.tensor([len(row) for row in tokens])
    padded = torch.nn.utils.rnn.pad_sequence(tokens, batch_first=True)
    mask = torch.arange(padded.shape[1]) < lengths[:, None]
    return {"tokens": padded, "mask": mask, "labels": torch.tensor(labels, dtype=torch.int64)}



class _Loader:
    def __init__(self, sequences, labels, batch_size, seed):
        self.items = SequenceDataset(sequences, labels)
        self.size, self.seed, self.turn = batch_size, seed, 0
    def order(self):
        import numpy as np
        rng = np.random.default_rng([self.seed, self.turn])
        buffer, out = [], []
        for i in range(len(self.items)):
            buffer.append(i)
            if len(buffer) > 100:
                out.append(buffer.pop(int(rng.integers(len(buffer)))))
        rng.shuffle(buffer)
        return np.array(out + buffer)
    def __iter__(self):
        order = self.order()
        self.turn += 1
        for start in range(0, len(order), self.size):
            yield collate([self.items[int(i)] for i in order[start:start + self.size]])

def make_loader(sequences, labels, batch_size, seed):
    return _Loader(sequences, labels, batch_size, seed)
