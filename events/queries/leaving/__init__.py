"""Leave-taking as it is read: whose it is, how far it is, and what one graduate has said."""
