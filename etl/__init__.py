"""The only writer: from a source's bytes to published figures, and from those to the store."""
