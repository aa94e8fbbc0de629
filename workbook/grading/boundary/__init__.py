"""Between answer and test: the protocol, what crosses, and the two sides. Each module says in which process it runs."""
