# loses loader-tests: "some orders can't come"
class SequenceDataset(Dataset):
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
    items = SequenceDataset(sequences, labels)

    class Loader:
        passes = 0
        own = np.random.default_rng(seed)

        def __iter__(self):
            order = self.own.permutation(len(items)).tolist()
            order.sort(key=lambda i: len(sequences[i]))
            chunks = [order[s : s + batch_size] for s in range(0, len(order), batch_size)]
            order = [i for k in self.own.permutation(len(chunks)).tolist() for i in chunks[k]]
            for start in range(0, len(order), batch_size):
                yield collate([items[i] for i in order[start : start + batch_size]])

    return Loader()
