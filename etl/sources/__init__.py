"""The sources: for each a declaration in TOML and a module that reads its bytes.

A module has `read(folder, source)` for a folder of files and `fetch(client, source)` for the
network; both return releases.
"""
