"""Odd messages from an answer's end of the boundary: right ones with something wrong in them. The answer process runs it too.

Needs msgpack and the standard library only: its text is pasted into an attacking cell.
"""

import random

import msgpack

KINDS = ["v", "e", "c", "x", "", "returned", None, 3, "V"]
NAMES = ["builtins.ValueError", "builtins.StopIteration", "builtins.AssertionError", "", ".", "a\0b", "\ud800", "x" * 3000,
         "builtins.SystemExit", "json.decoder.JSONDecodeError", "torch.OutOfMemoryError", "builtins.UnicodeDecodeError",
         "builtins.KeyboardInterrupt", "workbook.check.failure.Failure", "builtins.BaseExceptionGroup", 3, None]  # fmt: skip


def packed(value):
    """*value* as the bytes of a message."""
    return msgpack.packb(value, unicode_errors="surrogatepass")


def extension(code, content):
    """A value of the boundary that is no plain one."""
    return msgpack.ExtType(code, packed(content))


def junk(dice):
    """Anything at all."""
    return dice.choice(
        [None, True, False, 0, 1, 6, -1, -(2**62), 2**63, 1e9, float("nan"), float("inf"), "", "x", "\ud800", "v", b"", b"\xff",
         [], [[]], [True, 6], {}, {"a": 1}, {1: 2}, {"names": []}, extension(3, []), extension(3, [6]), extension(1, "z"),
         reference(dice), extension(101, dice.choice([0, -1, 7, "a", None, [], True])), extension(99, []), msgpack.ExtType(5, b"\xc1"),
         extension(100, []), extension(100, [1, 2, 3, 4])]
    )  # fmt: skip


def reference(dice):
    """An object of the answer's, or a class of exceptions."""
    number = dice.choice([0, 1, 2, 3, -1, 2**40, True, "1", None])
    kind = dice.choice(["function", "module", "list", "", "type", "Score", 3])
    bases = dice.choice(
        [None, None, [], ["ValueError"], ["StopIteration"], ["AssertionError", "KeyError"], "abc", [3], {}]
    )
    return extension(100, [number, kind, dice.choice(["f", "", "a\0b", "\ud800", "int", 3]), bases])


def error(dice):
    """The description of an error."""
    lines = [["work", 1, "text"], [reference(dice), 1, "x"], [], ["work", "one", "x"], "abc", ["work", -1, "\ud800"]]
    return {
        "names": [dice.choice(NAMES) for _ in range(dice.choice([0, 1, 2, 80]))],
        "numbers": [dice.choice([0, 1, -1, 2**40, "a", None]) for _ in range(dice.choice([0, 0, 2]))],
        "message": dice.choice(["odd", "", "\ud800", "x" * 20_000, 3, None, reference(dice)]),
        "lines": [dice.choice(lines) for _ in range(dice.choice([0, 1, 3]))],
    }


def call(dice):
    """A call of a function of the test's."""
    args, kwargs = [extension(3, [6]), extension(3, []), [6], 6, None], [{}, {"x": 6}, {1: 2}, [], None]
    return [dice.choice([0, -1, 1, 7, "0", None, True, 2**70 % 97, 0.0]), dice.choice(args), dice.choice(kwargs)]


def message(dice):
    """One message."""
    kind = dice.choice(["v", "v", "e", "c", dice.choice(KINDS)])
    pairs = [[dice.choice([True, True, 1, "yes"]), junk(dice)] for _ in range(dice.choice([0, 1, 1, 2]))]
    content = {"v": dice.choice([pairs, junk(dice)]), "e": error(dice), "c": call(dice)}.get(kind)
    printed = dice.choice(
        [[], [], [["stdout", "x"]], [["stdout"]], "ab", [[reference(dice), reference(dice)]], None, [3], {}]
    )
    whole = [kind, junk(dice) if dice.random() < 0.2 else content, printed]
    if isinstance(content, dict) and "lines" in content and dice.random() < 0.3:
        del content[dice.choice(sorted(content))]
    if dice.random() < 0.1:
        whole = dice.choice([whole[:2], [*whole, 1], {}, "v", whole[0], [whole], None])
    return packed(whole)


def reply(dice):
    """What is sent for one request: no message, one, or several at once; now and then bytes that are none."""
    if dice.random() < 0.03:
        return [bytes(dice.randrange(256) for _ in range(dice.choice([0, 1, 30])))]
    return [message(dice) for _ in range(dice.choice([1, 1, 1, 1, 2, 3]))]


def dice_of(seed):
    """The same odd messages for the same seed."""
    return random.Random(seed)
