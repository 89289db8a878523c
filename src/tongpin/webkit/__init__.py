"""Parts of pages: layouts, components, access, and what capabilities contribute to the shells. No pages."""
