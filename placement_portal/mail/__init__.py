"""The outbox: messages are written with the act that causes them and leave after its commit."""
