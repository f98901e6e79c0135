"""The warehouse: the lake, the dbt project, and the one door through which it is read."""
