"""From percent text to the source notebook to the release notebook, and back."""
