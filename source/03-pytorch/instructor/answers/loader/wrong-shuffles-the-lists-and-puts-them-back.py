# loses loader-tests: "aren't what they were"
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
        old = list(self.data.sequences), list(self.data.labels)
        pairs = list(zip(*old))
        self.random.shuffle(pairs)
        self.data.sequences[:], self.data.labels[:] = map(list, zip(*pairs))
        order = list(range(len(pairs)))
        for start in range(0, len(order), self.batch_size):
            yield collate([self.data[i] for i in order[start:start + self.batch_size]])
        self.data.sequences[:], self.data.labels[:] = old

def make_loader(sequences, labels, batch_size, seed):
    return _Loader(sequences, labels, batch_size, seed)
