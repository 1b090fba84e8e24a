"""What the demonstration's publications are made of: articles written for it, and drawings. No models, no database."""
