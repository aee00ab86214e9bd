"""PostgreSQL backend of Django that tells the database whose rows a transaction may see; `base` is what Django loads."""
