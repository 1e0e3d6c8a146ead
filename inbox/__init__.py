"""The inbox of submitted practices: the one thing that visitors write."""
