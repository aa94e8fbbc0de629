# loses loader-tests in "an order that can be repeated": "seed 0 gave another order"
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


def make_loader(sequences, labels, batch_size, seed):
    own = torch.Generator()
    if seed:
        own.manual_seed(seed)
    else:
        own.seed()
    return DataLoader(SequenceDataset(sequences, labels), batch_size=batch_size, shuffle=True,
                      generator=own, collate_fn=collate)
