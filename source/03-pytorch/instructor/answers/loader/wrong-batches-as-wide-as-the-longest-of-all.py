# loses loader-tests: "the width of a batch"
class SequenceDataset(Dataset):
    """Items (tokens, label) from lists of token numbers and labels."""

    def __init__(self, sequences, labels):
        self.sequences, self.labels = sequences, labels

    def __len__(self):
        return len(self.sequences)

    def __getitem__(self, index):
        return torch.tensor(self.sequences[index], dtype=torch.int64), int(self.labels[index])


def collate(batch):
    tokens, labels = zip(*batch)
    lengths = torch.tensor([len(row) for row in tokens])
    padded = torch.nn.utils.rnn.pad_sequence(tokens, batch_first=True)
    mask = torch.arange(padded.shape[1]) < lengths[:, None]
    return {"tokens": padded, "mask": mask, "labels": torch.tensor(labels, dtype=torch.int64)}


class _Loader:
    def __init__(self, sequences, labels, batch_size, seed):
        self.data = SequenceDataset(sequences, labels)
        self.batch_size = batch_size
        self.random = __import__("random").Random(seed)
    def __iter__(self):
        order = list(range(len(self.data)))
        self.random.shuffle(order)
        for start in range(0, len(order), self.batch_size):
            out = collate([self.data[i] for i in order[start:start + self.batch_size]])
            L = max(map(len, self.data.sequences))
            add = (0, L - out['tokens'].shape[1])
            out['tokens'] = torch.nn.functional.pad(out['tokens'], add)
            out['mask'] = torch.nn.functional.pad(out['mask'], add)
            yield out

def make_loader(sequences, labels, batch_size, seed):
    return _Loader(sequences, labels, batch_size, seed)
