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
    return {"tokens": padded, "mask": mask, "labels": torch.tensor(labels)}



class _Loader:
    def __init__(self, data, size, seed):
        self.data, self.size, self.own = data, size, torch.Generator().manual_seed(seed)
        self.order, self.place = None, 0

    def __iter__(self):
        self.order = None
        return self

    def __next__(self):
        if self.order is None:
            self.order, self.place = torch.randperm(len(self.data), generator=self.own).tolist(), 0
        if self.place >= len(self.order):
            self.order = None
            raise StopIteration
        part = self.order[self.place:self.place + self.size]
        self.place += self.size
        return collate([self.data[i] for i in part])


def make_loader(sequences, labels, batch_size, seed):
    return _Loader(SequenceDataset(sequences, labels), batch_size, seed)
