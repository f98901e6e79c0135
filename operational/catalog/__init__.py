"""Items, assemblies, families, prices and supplier catalogs."""
