# loses loader-tests: "sequences of one token"
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
    tokens = torch.nn.functional.pad(tokens, (0, max(0, 2 - tokens.shape[1])))
    mask = torch.arange(tokens.shape[1]) < lengths[:, None]
    return {"tokens": tokens, "mask": mask, "labels": torch.tensor(labels)}


def make_loader(sequences, labels, batch_size, seed):
    own = torch.Generator().manual_seed(seed)
    return DataLoader(SequenceDataset(sequences, labels), batch_size=batch_size, shuffle=True,
                      collate_fn=collate, generator=own)
