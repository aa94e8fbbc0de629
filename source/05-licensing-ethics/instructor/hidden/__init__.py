"""What hidden tests of unit 05 import: generated chats, trees of files, sites, cards and tables, each with the answer that belongs to it."""
