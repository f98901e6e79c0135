"""Where figures are shown: the pages, commands and tables that dbt knows as exposures."""
