# loses loader-tests: "global random state"
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


def make_loader(sequences, labels, batch_size, seed):
    generator = torch.Generator().manual_seed(seed)
    torch.rand(1)
    return DataLoader(SequenceDataset(sequences, labels), batch_size=batch_size, shuffle=True,
                      generator=generator, collate_fn=collate)
