"""The playbook as a text: its YAML, its sections and values, what may be wrong with it, and its compilation.

Floor 0. pydantic and ruamel are loaded here, so neither `--help` nor the path of a message imports this package.
"""
