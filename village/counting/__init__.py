"""How votes become a result. A method takes counts that anybody can recount and orders the options."""
