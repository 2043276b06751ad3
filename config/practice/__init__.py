"""Who we are: the organisation, its billing and rendering providers, its facilities. Effective-dated."""
