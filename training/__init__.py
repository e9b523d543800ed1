"""How the tables of ``rules/`` are fitted; never needed to run the product."""
