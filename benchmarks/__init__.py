"""Ratios measured side by side in one run: machines differ and are shared, ratios hold."""
