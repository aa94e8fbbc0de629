class SequenceDataset:
    def __init__(self, sequences, labels):
        self.items = [
            (torch.LongTensor(tokens), int(label)) for tokens, label in zip(sequences, labels)
        ]

    def __len__(self):
        return len(self.items)

    def __getitem__(self, index):
        return self.items[index]


def collate(batch):
    longest = max(len(tokens) for tokens, _ in batch)
    tokens = torch.zeros(len(batch), longest, dtype=torch.long)
    mask = torch.zeros(len(batch), longest, dtype=torch.bool)
    for row, (sequence, _) in enumerate(batch):
        tokens[row, : len(sequence)] = sequence
        mask[row, : len(sequence)] = True
    return dict(tokens=tokens, mask=mask, labels=torch.tensor([label for _, label in batch]))


class Batches:
    def __init__(self, dataset, size, seed):
        self.dataset, self.size, self.rng = dataset, size, np.random.default_rng(seed)

    def __iter__(self):
        order = self.rng.permutation(len(self.dataset)).tolist()
        for start in range(0, len(order), self.size):
            yield collate([self.dataset[i] for i in order[start : start + self.size]])


def make_loader(sequences, labels, batch_size, seed):
    return Batches(SequenceDataset(sequences, labels), batch_size, seed)
