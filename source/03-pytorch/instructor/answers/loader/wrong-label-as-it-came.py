# loses loader-tests: "given as NumPy's int64"
class SequenceDataset(Dataset):
    """Items (tokens, label) from lists of token numbers and labels."""

    def __init__(self, sequences, labels):
        self.sequences, self.labels = sequences, labels
    def __len__(self):
        return len(self.sequences)

    def __getitem__(self, index):
        return torch.tensor(self.sequences[index], dtype=torch.int64), self.labels[index]


def collate(batch):
    """A dict of tokens (B, L), mask (B, L) and labels (B,) from a list of items."""
    tokens, labels = zip(*batch)
    lengths = torch.tensor([len(sequence) for sequence in tokens])
    padded = torch.nn.utils.rnn.pad_sequence(tokens, batch_first=True)
    mask = torch.arange(padded.shape[1]) < lengths[:, None]
    return {"tokens": padded, "mask": mask, "labels": torch.tensor(labels)}


def make_loader(sequences, labels, batch_size, seed):
    """Batches of all items in a new random order at each pass, decided by seed alone."""
    generator = torch.Generator().manual_seed(seed)
    dataset = SequenceDataset(sequences, labels)
    return DataLoader(dataset, batch_size, shuffle=True, collate_fn=collate, generator=generator)
