"""From accepted rows to tables: by COPY, in the transaction of the import, triggers live."""
