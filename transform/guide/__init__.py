"""The guide's pages of the indicators, written from the catalog and from what dbt knows of it."""
