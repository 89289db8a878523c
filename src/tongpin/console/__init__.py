"""The operators' shell: pages that are put together of what the capabilities show."""
