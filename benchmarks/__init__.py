"""What the dashboard costs, measured beside a bare equivalent in one run on one machine."""
