"""Example data and a played month: synthetic people of province 99 in real villages, through the public acts."""
