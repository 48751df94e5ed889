"""The outbox of messages and its channels."""
