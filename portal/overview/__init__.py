"""The mayor's page and its public version: three sentences and five pictures from what the city measured."""
