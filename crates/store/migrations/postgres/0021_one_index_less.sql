-- deadlines_of_seller begins with the same columns.
DROP INDEX deadlines_by_receipt;
