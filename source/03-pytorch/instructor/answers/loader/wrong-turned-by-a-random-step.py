# loses loader-tests: "blocks are shuffled"
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
    lengths = torch.tensor([len(sequence) for sequence in tokens])
    padded = torch.nn.utils.rnn.pad_sequence(tokens, batch_first=True)
    mask = torch.arange(padded.shape[1]) < lengths[:, None]
    return {"tokens": padded, "mask": mask, "labels": torch.tensor(labels)}


def make_loader(sequences, labels, batch_size, seed):
    """Batches of all items in a new random order at each pass, decided by seed alone."""
    dataset = SequenceDataset(sequences, labels)
    return Turned(dataset, batch_size, torch.Generator().manual_seed(seed))


class Turned:
    """The items from a random place on, and then from the beginning."""

    def __init__(self, dataset, size, generator):
        self.dataset, self.size, self.generator = dataset, size, generator

    def __iter__(self):
        n = len(self.dataset)
        first = int(torch.randint(n, (), generator=self.generator))
        order = [(first + i) % n for i in range(n)]
        for start in range(0, n, self.size):
            yield collate([self.dataset[i] for i in order[start : start + self.size]])
