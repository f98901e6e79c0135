"""The shop: till records that cannot be altered, the cash book, loyalty and vouchers."""
