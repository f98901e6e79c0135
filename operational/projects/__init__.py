"""Projects: what a customer has done, its work packages, its costs and its handover."""
