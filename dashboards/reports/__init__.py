"""The pages that show figures, one package a subject: `data` fetches, `figures` draws, `page` lays out."""
