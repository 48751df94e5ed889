"""Next year's plan: what units are weak in, which programs moved that elsewhere, power, and orders by lot."""
