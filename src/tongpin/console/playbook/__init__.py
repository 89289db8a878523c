"""The playbook in the console: read in plain words, changed by form or in the file, and all its versions."""
