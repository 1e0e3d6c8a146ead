"""The reading side: store, queries, methods, charts, sentences and the frame of the pages."""
