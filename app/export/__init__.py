"""Downloads: what they say of themselves, and the forms that no query of the store can write."""
