"""The answer bank: right and wrong answers, and the proof of the tests by them."""
