# loses loader-tests: "some orders can't come"
class SequenceDataset(Dataset):
    """D"""

    def __init__(self, sequences, labels):
        self.sequences, self.labels = sequences, labels

    def __len__(self):
        return len(self.sequences)

    def __getitem__(self, index):
        return torch.tensor(self.sequences[index], dtype=torch.int64), int(self.labels[index])


def collate(batch):
    """c"""
    rows, labels = zip(*batch)
    lengths = torch.tensor([len(row) for row in rows])
    tokens = torch.nn.utils.rnn.pad_sequence(list(rows), batch_first=True)
    mask = torch.arange(tokens.shape[1])[None] < lengths[:, None]
    return {"tokens": tokens, "mask": mask, "labels": torch.tensor(labels, dtype=torch.int64)}


def make_loader(sequences, labels, batch_size, seed):
    """m"""
    own = torch.Generator().manual_seed(seed)
    class Order:
        def __iter__(self):
            order = torch.randperm(len(sequences), generator=own).tolist()
            return iter(sorted(order, key=lambda i: len(sequences[i]) // 8))
        def __len__(self):
            return len(sequences)
    return DataLoader(SequenceDataset(sequences, labels), batch_size=batch_size, sampler=Order(), collate_fn=collate, generator=torch.Generator())
