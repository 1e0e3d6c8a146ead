"""One chart with its finding and its source, for the frame of another page."""

from app import embedding

embedding.show(embedding.chart())
