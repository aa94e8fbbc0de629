# loses loader-tests: "one of 37 sequences empty"
class SequenceDataset(Dataset):
    def __init__(self, sequences, labels):
        self.sequences, self.labels = sequences, labels

    def __len__(self):
        return len(self.sequences)

    def __getitem__(self, index):
        return torch.tensor(self.sequences[index], dtype=torch.int64), int(self.labels[index])


def collate(batch):
    rows, labels = zip(*batch)
    lengths = torch.tensor([len(row) for row in rows])
    tokens = torch.nn.utils.rnn.pad_sequence(rows, batch_first=True)
    mask = torch.arange(tokens.shape[1]) < lengths[:, None]
    return {"tokens": tokens, "mask": mask, "labels": torch.tensor(labels)}


def make_loader(sequences, labels, batch_size, seed):
    own = torch.Generator().manual_seed(seed)
    return DataLoader(
        SequenceDataset(
            [s for s in sequences if s], [l for s, l in zip(sequences, labels) if s]
        ),
        batch_size=batch_size,
        shuffle=True,
        collate_fn=collate,
        generator=own,
    )
