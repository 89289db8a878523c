"""The playbook as a text: its YAML, its sections and values, what may be wrong with it, and its compilation.

Floor 0. All modules but `bilingual` load pydantic or ruamel: neither `--help` nor the path of a message imports them.
"""
