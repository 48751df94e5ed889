"""What is on offer: the catalogue, its search, and what fits whom."""
