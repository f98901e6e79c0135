"""What a company had before, brought in: files, through a declarative source, onto layouts."""
