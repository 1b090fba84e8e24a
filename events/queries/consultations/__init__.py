"""What is read of consultations: who is asked, what they said, what waits for somebody."""
