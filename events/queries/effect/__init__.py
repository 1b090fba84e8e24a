"""What events brought: what people say, what came of it, and one year beside another."""
