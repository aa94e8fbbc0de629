# loses loader-tests: "turned round"
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


class _Passes:
    def __init__(self, data, size, seed):
        self.data, self.size, self.epoch = data, size, 0
        self.draw = torch.Generator().manual_seed(seed)

    def __iter__(self):
        if self.epoch % 2 == 0:
            self.order = torch.randperm(len(self.data), generator=self.draw).tolist()
        else:
            self.order = self.order[::-1]
        self.epoch += 1
        for start in range(0, len(self.order), self.size):
            yield collate([self.data[k] for k in self.order[start : start + self.size]])


def make_loader(sequences, labels, batch_size, seed):
    return _Passes(SequenceDataset(sequences, labels), batch_size, seed)
