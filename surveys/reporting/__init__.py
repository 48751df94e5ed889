"""The official report per unit and period."""
